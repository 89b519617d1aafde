using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Webhooks.AppHost;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests;

/// <summary>The application model as it runs.</summary>
public sealed class StartTests(RunningModel model) : IClassFixture<RunningModel>
{
    [Fact]
    public async Task An_event_published_through_the_api_arrives_signed()
    {
        await using var receiver = FakeReceiver.Start();
        var secret = await AddDestinationAsync("signed", receiver);

        var published = await model.Client.PublishEventAsync(EventOf("signed"));

        await receiver.WaitForRequestsAsync(1);
        var request = receiver.Requests.Single();
        Assert.Equal(published.Id, request.Header(WebhookSignatureVerifier.IdHeader));
        Assert.Equal(SignatureOutcome.Valid, new WebhookSignatureVerifier([secret]).Verify(
            request.Body,
            request.Header(WebhookSignatureVerifier.IdHeader),
            request.Header(WebhookSignatureVerifier.TimestampHeader),
            request.Header(WebhookSignatureVerifier.SignatureHeader)));
    }

    [Fact]
    public async Task The_command_of_the_receiver_sends_it_a_sample_event()
    {
        var published = await model.Application.ResourceCommands.ExecuteCommandAsync(
            model.Find(ResourceNames.Receiver), ResourceNames.PublishSampleEvent);

        Assert.True(published.Success, published.Message);
        await Eventually.BecomesTrueAsync(
            async () => (await model.ReadLogAsync(ResourceNames.Receiver)).Any(
                static line => line.Contains("event.created", StringComparison.Ordinal)),
            "the receiver has printed it");
    }

    [Fact]
    public async Task Nothing_is_lost_when_a_worker_is_killed_and_the_model_shows_that_it_ended()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Ok.After(TimeSpan.FromSeconds(1));
        await AddDestinationAsync("killed", receiver);
        var results = await model.Client.PublishEventsAsync([.. Enumerable.Range(0, 60).Select(static _ => EventOf("killed"))]);
        var published = results.Select(static result => result.Data!.Id).ToHashSet(); // Without an error there is an event.
        await receiver.WaitForRequestsAsync(1);

        var killed = await model.KillWorkerAsync();

        await Eventually.BecomesTrueAsync(
            // Each has one.
            () => Task.FromResult(
                published.IsSubsetOf(receiver.Requests.Select(static request => request.Header(WebhookSignatureVerifier.IdHeader)!))),
            "every event has arrived");
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(KnownResourceStates.TerminalStates.Contains(model.StateOf(killed))),
            "the killed worker is shown as ended");
    }

    [Fact]
    public async Task The_dashboard_answers()
    {
        using var http = model.Application.CreateHttpClient(ResourceNames.Dashboard, ResourceNames.Http);

        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Contains("Sign in", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hangfire_answers_to_the_admin_key_only()
    {
        using var nobody = model.WorkerHttp(null);
        using var stranger = model.WorkerHttp("not-the-admin-key");
        using var admin = model.WorkerHttp(RunningModel.AdminKey);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin));
    }

    /// <summary>A destination for the events of one agent, so that the tests of this class do not get each other's.</summary>
    /// <returns>Its signing secret.</returns>
    private async Task<string> AddDestinationAsync(string agent, FakeReceiver receiver)
    {
        await model.Client.CreateAgentAsync("default", "default", new CreateAgentRequest(agent, agent));
        var destination = await model.Client.CreateWebhookDestinationAsync(
            "default", "default",
            new CreateWebhookDestinationRequest(agent, receiver.Url().AbsoluteUri, ["event.created"]) { AgentIds = [agent] });
        return (await model.Client.GetDestinationSecretsAsync("default", "default", destination.Id)).Secrets[0].Secret;
    }

    private static PublishEventRequest EventOf(string agent) => new("order.paid") { AgentId = agent };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/hangfire", UriKind.Relative));
        return answer.StatusCode;
    }
}
