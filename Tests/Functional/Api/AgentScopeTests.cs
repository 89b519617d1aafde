using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

/// <summary>The scope of a destination never widens by itself.</summary>
public sealed class AgentScopeTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly Uri Url = new("https://example.com/hooks");

    [Fact]
    public async Task Deleting_one_of_several_agents_takes_it_out_of_the_scope()
    {
        var project = await ProjectWithAgentsAsync();
        var before = await project.CreateDestinationAsync(Url, request => request with { AgentIds = ["sales", "support"] });

        await DeleteAgentAsync(project, "sales");

        var after = await ReadAsync(project, before.Id);
        Assert.Equal(["support"], after.AgentIds);
        Assert.True(after.Enabled);
        Assert.NotEqual(before.ETag, after.ETag);
    }

    [Fact]
    public async Task Deleting_the_last_agent_pauses_the_destination_and_says_why()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await ProjectWithAgentsAsync();
        var all = await project.CreateDestinationAsync(receiver.Url("/all"));
        var scoped = await project.CreateDestinationAsync(receiver.Url("/scoped"), request => request with { AgentIds = ["sales"] });

        await DeleteAgentAsync(project, "sales");

        var after = await ReadAsync(project, scoped.Id);
        Assert.False(after.Enabled);
        Assert.Equal("Its last agent, sales, was deleted.", after.DisabledReason);
        Assert.Equal(["sales"], after.AgentIds);
        var published = await project.PublishAsync(agentId: "support");
        await project.WaitForDeliveryAsync(published.Id, all.Id, DeliveryState.Delivered);
        Assert.Null(await project.FindDeliveryAsync(published.Id, scoped.Id));
        Assert.Equal("/all", Assert.Single(receiver.Requests).Path);
    }

    [Fact]
    public async Task Without_an_agent_it_goes_on_only_when_it_is_told_for_which()
    {
        var project = await ProjectWithAgentsAsync();
        var destination = await project.CreateDestinationAsync(Url, request => request with { AgentIds = ["sales"] });
        await DeleteAgentAsync(project, "sales");

        var refused = await Assert.ThrowsAsync<WebhooksApiException>(
            () => project.UpdateDestinationAsync(destination.Id, new UpdateWebhookDestinationRequest { Enabled = true }));
        var renamed = await project.UpdateDestinationAsync(
            destination.Id, new UpdateWebhookDestinationRequest { Name = "Renamed", AgentIds = new(["sales"]) });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("/agentIds", Assert.Single(refused.Problem!.Errors!).Pointer);
        Assert.False(renamed.Enabled);
        Assert.NotNull(renamed.DisabledReason);

        var resumed = await project.UpdateDestinationAsync(
            destination.Id, new UpdateWebhookDestinationRequest { Enabled = true, AgentIds = new(["support"]) });

        Assert.True(resumed.Enabled);
        Assert.Null(resumed.DisabledReason);
        Assert.Equal(["support"], resumed.AgentIds);
    }

    [Fact]
    public async Task A_resume_that_is_refused_discards_nothing()
    {
        var project = await ProjectWithAgentsAsync();
        var destination = await project.CreateDestinationAsync(Url, request => request with { AgentIds = ["sales"] });
        await DeleteAgentAsync(project, "sales");
        var published = await project.PublishAsync(agentId: "sales");

        using var refused = await project.Http.PatchAsync(
            $"{project.DestinationsPath}/{destination.Id}?held=discard", Refusals.Body("""{"enabled":true}"""));

        await refused.ReadProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(DeliveryState.Held, (await project.FindDeliveryAsync(published.Id, destination.Id))?.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_also_goes_on_for_every_agent_or_when_the_agent_is_there_again(bool everyAgent)
    {
        var project = await ProjectWithAgentsAsync();
        var destination = await project.CreateDestinationAsync(Url, request => request with { AgentIds = ["sales"] });
        await DeleteAgentAsync(project, "sales");
        if (!everyAgent)
        {
            await project.CreateAgentAsync("sales");
        }

        var resumed = await project.UpdateDestinationAsync(
            destination.Id, everyAgent ? new() { Enabled = true, AgentIds = new([]) } : new() { Enabled = true });

        Assert.True(resumed.Enabled);
        Assert.Equal(everyAgent ? [] : ["sales"], resumed.AgentIds);
    }

    [Fact]
    public async Task A_destination_of_every_agent_does_not_notice()
    {
        var project = await ProjectWithAgentsAsync();
        var before = await project.CreateDestinationAsync(Url);

        await DeleteAgentAsync(project, "sales");

        Assert.Equivalent(before, await ReadAsync(project, before.Id), strict: true);
    }

    [Fact]
    public async Task An_agent_that_is_deleted_while_destinations_are_scoped_to_it_is_in_no_active_scope_afterwards()
    {
        for (var round = 0; round < 10; round++)
        {
            var project = await ProjectWithAgentsAsync();
            var changed = await project.CreateDestinationAsync(Url, request => request with { Id = "changed", AgentIds = ["support"] });

            await Task.WhenAll(
                TryAsync(() => project.CreateDestinationAsync(Url, request => request with { Id = "made", AgentIds = ["sales"] })),
                TryAsync(() => project.UpdateDestinationAsync(changed.Id, new() { AgentIds = new(["sales"]) })),
                TryAsync(() => DeleteAgentAsync(project, "sales")),
                TryAsync(() => project.UpdateDestinationAsync(changed.Id, new() { Name = "Renamed" })));

            var left = (await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId)).Data;
            Assert.All(left, destination => Assert.False(destination.Enabled && destination.AgentIds.Contains("sales"), destination.Id));
        }
    }

    /// <summary>A reference to an agent that is gone is refused with 422; anything else is a fault.</summary>
    private static async Task TryAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (WebhooksApiException exception) when (exception.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            // The agent was deleted first.
        }
    }

    private async Task<TestProject> ProjectWithAgentsAsync()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        await project.CreateAgentAsync("support");
        return project;
    }

    private static Task DeleteAgentAsync(TestProject project, string id) =>
        project.Client.DeleteAgentAsync(project.TenantId, project.ProjectId, id);

    private static Task<WebhookDestinationResponse> ReadAsync(TestProject project, string id) =>
        project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, id);
}
