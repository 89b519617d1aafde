using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Events;
using Webhooks.Tests.Unit.Dashboard.Destinations;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class ReplayTargetsTests
{
    [Fact]
    public void Event_without_an_agent_goes_to_no_destination_that_is_scoped()
    {
        WebhookDestinationResponse[] told = [Destination("crm"), Destination("billing", enabled: false), Destination("sales", "sales")];

        Assert.Equal(new ReplayTargets(2, false, 1), ReplayTargets.Of(told, 3, agentId: null));
        Assert.Equal(new ReplayTargets(3, false, 1), ReplayTargets.Of(told, 3, "sales"));
        Assert.Equal(new ReplayTargets(3, true, 1), ReplayTargets.Of(told, 120, "sales"));
    }

    [Theory]
    [InlineData(1, false, "It is sent to the one destination of this project that matches it now.")]
    [InlineData(3, false, "It is sent to the 3 destinations of this project that match it now.")]
    [InlineData(100, true, "It is sent to every destination that matches it now, 100+ of this project.")]
    public void Count_is_said_in_a_sentence(int count, bool isMore, string expected) =>
        Assert.Equal(expected, new ReplayTargets(count, isMore, 0).Describe());

    private static WebhookDestinationResponse Destination(string id, string? agentId = null, bool enabled = true) =>
        SampleDestination.Of(id) with { Enabled = enabled, AgentIds = agentId is null ? [] : [agentId] };
}
