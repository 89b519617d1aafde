using System.Net;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Triggers;

/// <summary>Triggers and destinations that feed each other come to an end, and whoever owns them sees why.</summary>
public sealed class TriggerLoopTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task Two_triggers_and_two_destinations_that_feed_each_other_come_to_an_end()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var triggers = new[] { await scene.CreateOpenAsync(), await scene.CreateOpenAsync(request => request with { Name = "Other" }) };
        foreach (var trigger in triggers)
        {
            await scene.Project.CreateDestinationAsync(
                new Uri(trigger.WebhookUrl), request => request with { EventTypes = ["conversation.created"] });
        }

        var (status, _, _) = await scene.PostAsync(triggers[0].WebhookUrl, """{"a":1}""");

        // The first call is hop 1; each conversation starts two more: 1, 2, 4 and 8 invocations, and 16 that are refused.
        Assert.Equal(HttpStatusCode.Accepted, status);
        var failed = await WaitForDeliveriesAsync(scene, DeliveryState.Failed, 16);
        Assert.Equal(14, (await WaitForDeliveriesAsync(scene, DeliveryState.Delivered, 14)).Count);
        Assert.All(
            failed,
            delivery => Assert.Contains(
                "a loop, the event has come through too many triggers already", delivery.Reason, StringComparison.Ordinal));
        // Listed just now.
        var attempt = Assert.Single((await scene.Project.FindDeliveryAsync(failed[0].EventId, failed[0].DestinationId))!.Attempts);
        Assert.Equal(422, attempt.StatusCode);
        Assert.Contains("come through 4 triggers already", attempt.ResponseBody, StringComparison.Ordinal);
        var invocations = await Task.WhenAll(triggers.Select(scene.InvocationsAsync));
        Assert.Equal(15, invocations.Sum(list => list.Count));
    }

    [Fact]
    public async Task A_request_that_has_come_through_too_many_triggers_is_refused_in_plain_words()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync();

        var (last, _, _) = await scene.PostAsync(trigger.WebhookUrl, "{}", ("webhook-hops", "3"));
        var (status, body, response) = await scene.PostAsync(trigger.WebhookUrl, "{}", ("webhook-hops", "4"));

        Assert.Equal(HttpStatusCode.Accepted, last);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(["error"], body.EnumerateObject().Select(member => member.Name));
        Assert.Contains("This is a loop", body.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("loop", Assert.Single(response.Headers.GetValues("webhook-refused")));
    }

    [Fact]
    public async Task The_hops_go_along_with_the_run_the_reply_and_what_is_said_later()
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Answer.Status(200, """{"content":"hello"}""");
        await using var receiver = FakeReceiver.Start();
        var scene = await TriggerScene.CreateAsync(application.App);
        var project = scene.Project;
        await project.Client.UpdateAgentAsync(
            project.TenantId, project.ProjectId, TriggerScene.AgentId,
            new UpdateAgentRequest { RunUrl = (string?)agent.Url().AbsoluteUri });
        await project.CreateDestinationAsync(receiver.Url());
        var trigger = await scene.CreateOpenAsync();

        await scene.PostAsync(trigger.WebhookUrl, "{}", ("webhook-hops", "1"));
        await receiver.WaitForRequestsAsync(2);
        await project.PublishAsync();
        var requests = await receiver.WaitForRequestsAsync(3);

        Assert.Equal(["2", "2", null], requests.Select(request => request.Header("webhook-hops")));
        Assert.Equal("2", Assert.Single(agent.Requests).Header("webhook-hops"));
    }

    private static async Task<IReadOnlyList<DeliveryResponse>> WaitForDeliveriesAsync(TriggerScene scene, string state, int count) =>
        await Eventually.GetAsync(
        async () => await DeliveriesAsync(scene, state) is { } found && found.Count >= count ? found : null,
        () => $"{count} deliveries are {state}");

    private static async Task<IReadOnlyList<DeliveryResponse>> DeliveriesAsync(TriggerScene scene, string state) =>
        (await scene.Project.Client.ListDeliveriesAsync(
            scene.Project.TenantId, scene.Project.ProjectId, new DeliveryFilter { State = state }, limit: 100)).Data;
}
