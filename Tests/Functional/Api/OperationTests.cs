using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class OperationTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly DateTimeOffset Since = TimeProvider.System.GetUtcNow().AddHours(-1);

    [Fact]
    public async Task What_failed_while_a_receiver_was_broken_arrives_after_a_recovery()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(400);
        var (project, destination) = await CreateAsync(receiver);
        var failed = await PublishAsync(project, destination, 3, DeliveryState.Failed);
        receiver.Default = Answer.Status(204);

        using var response = await project.Http.PostAsJsonAsync(
            $"{project.DestinationsPath}/{destination.Id}/recover", new { since = Since });
        var asked = (await response.Content.ReadFromJsonAsync<DataResponse<OperationResponse>>(WebhooksJson.Options))!.Data;

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"{project.Path}/operations/{asked.Id}", response.Headers.Location?.ToString());
        Assert.Equal((OperationKind.Recover, destination.Id, "key"), (asked.Kind, asked.Parameters.DestinationId, asked.StartedBy.Kind));
        var over = await WaitAsync(project, asked.Id);
        Assert.Equal((OperationState.Succeeded, new OperationProgress(3, 3, 0), null), (over.State, over.Progress, over.Error));
        Assert.NotNull(over.StartedAt);
        Assert.NotNull(over.FinishedAt);
        foreach (var eventId in failed)
        {
            var delivery = await project.WaitForDeliveryAsync(eventId, destination.Id, DeliveryState.Delivered);
            Assert.Equal(2, delivery.AttemptCount);
        }
    }

    [Fact]
    public async Task A_destination_that_is_created_later_gets_what_was_published_before()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var published = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            published.Add((await project.PublishAsync()).Id);
        }

        var destination = await project.CreateDestinationAsync(receiver.Url());
        var asked = await project.Client.ReplayMissingEventsAsync(
            project.TenantId, project.ProjectId, destination.Id, new ReplayMissingRequest(Since));
        var over = await WaitAsync(project, asked.Id);

        Assert.Equal(new OperationProgress(3, 3, 0), over.Progress);
        foreach (var eventId in published)
        {
            await project.WaitForDeliveryAsync(eventId, destination.Id, DeliveryState.Delivered);
        }

        var ledger = await project.Client.GetLedgerAsync(project.TenantId, project.ProjectId);
        Assert.Equal((3, 0, 3, true), (ledger.Accepted, ledger.Unmatched, ledger.Matched, ledger.Balances));
        var again = await project.Client.ReplayMissingEventsAsync(
            project.TenantId, project.ProjectId, destination.Id, new ReplayMissingRequest(Since));
        Assert.Equal(new OperationProgress(0, 0, 0), (await WaitAsync(project, again.Id)).Progress);
        Assert.Equal(3, receiver.RequestCount);
    }

    [Fact]
    public async Task Named_deliveries_are_sent_again()
    {
        await using var receiver = FakeReceiver.Start();
        var (project, destination) = await CreateAsync(receiver);
        var published = await PublishAsync(project, destination, 3, DeliveryState.Delivered);
        var first = await project.FindDeliveryAsync(published[0], destination.Id);

        var asked = await project.Client.ResendDeliveriesAsync(
            project.TenantId, project.ProjectId,
            new ResendDeliveriesRequest { DeliveryIds = [first!.Id, "dlv_019e1a5c0f407b3c8d2a4e6f8091a2b3_1"] });
        var over = await WaitAsync(project, asked.Id);

        Assert.Equal((2, new OperationProgress(2, 1, 1)), (over.Parameters.DeliveryCount, over.Progress));
        await project.WaitForAttemptsAsync(published[0], destination.Id, 2);
        Assert.Equal(4, receiver.RequestCount);
    }

    [Fact]
    public async Task Deliveries_that_fit_a_filter_are_sent_again_and_no_others()
    {
        await using var broken = FakeReceiver.Start();
        await using var working = FakeReceiver.Start();
        broken.Default = Answer.Status(400);
        var (project, destination) = await CreateAsync(broken);
        var other = await project.CreateDestinationAsync(working.Url());
        var published = await PublishAsync(project, destination, 2, DeliveryState.Failed);
        await project.WaitForDeliveryAsync(published[1], other.Id, DeliveryState.Delivered);

        var filter = new DeliveryFilter { State = DeliveryState.Failed, StatusCode = 400, From = Since };
        var asked = await project.Client.ResendDeliveriesAsync(
            project.TenantId, project.ProjectId, new ResendDeliveriesRequest { Filter = filter });
        var over = await WaitAsync(project, asked.Id);

        Assert.Equal(new OperationProgress(2, 2, 0), over.Progress);
        Assert.Equal((filter.State, filter.StatusCode), (over.Parameters.Filter?.State, over.Parameters.Filter?.StatusCode));
        await project.WaitForAttemptsAsync(published[0], destination.Id, 2);
        await project.WaitForAttemptsAsync(published[1], destination.Id, 2);
        Assert.Equal(2, working.RequestCount);
    }

    [Fact]
    public async Task A_replayed_event_goes_to_who_had_it_and_to_who_is_new()
    {
        await using var receiver = FakeReceiver.Start();
        await using var late = FakeReceiver.Start();
        var (project, destination) = await CreateAsync(receiver);
        var published = await PublishAsync(project, destination, 1, DeliveryState.Delivered);
        var added = await project.CreateDestinationAsync(late.Url());

        var asked = await project.Client.ReplayEventAsync(project.TenantId, project.ProjectId, published[0]);

        Assert.Equal(new OperationProgress(2, 2, 0), (await WaitAsync(project, asked.Id)).Progress);
        await project.WaitForAttemptsAsync(published[0], destination.Id, 2);
        await project.WaitForDeliveryAsync(published[0], added.Id, DeliveryState.Delivered);
    }

    [Fact]
    public async Task Operations_are_listed_newest_first_and_only_in_their_project()
    {
        await using var receiver = FakeReceiver.Start();
        var (project, destination) = await CreateAsync(receiver);
        var stranger = await application.CreateProjectAsync();
        var first = await project.Client.RecoverWebhookDestinationAsync(
            project.TenantId, project.ProjectId, destination.Id, new RecoverDestinationRequest(Since));
        var second = await project.Client.ReplayMissingEventsAsync(
            project.TenantId, project.ProjectId, destination.Id, new ReplayMissingRequest(Since));

        var newest = await project.Client.ListOperationsAsync(project.TenantId, project.ProjectId, limit: 1);
        var older = await project.Client.ListOperationsAsync(project.TenantId, project.ProjectId, newest.Next, limit: 1);

        Assert.Equal((second.Id, first.Id, null), (Assert.Single(newest.Data).Id, Assert.Single(older.Data).Id, older.Next));
        Assert.Empty((await stranger.Client.ListOperationsAsync(stranger.TenantId, stranger.ProjectId)).Data);
        foreach (var path in new[] { string.Empty, "/cancel" })
        {
            var method = path.Length == 0 ? HttpMethod.Get : HttpMethod.Post;
            using var smuggled = await stranger.Http.SendAsync(
                new HttpRequestMessage(method, $"{stranger.Path}/operations/{first.Id}{path}"));
            await smuggled.ReadProblemAsync(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_finished_operation_cannot_be_cancelled()
    {
        await using var receiver = FakeReceiver.Start();
        var (project, destination) = await CreateAsync(receiver);
        var asked = await project.Client.RecoverWebhookDestinationAsync(
            project.TenantId, project.ProjectId, destination.Id, new RecoverDestinationRequest(Since));
        await WaitAsync(project, asked.Id);

        using var response = await project.Http.PostAsync($"{project.Path}/operations/{asked.Id}/cancel", null);

        await response.ReadProblemAsync(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("/deliveries/resend", "{}", "")]
    [InlineData("/deliveries/resend", """{"deliveryIds":["dlv_019e1a5c0f407b3c8d2a4e6f8091a2b3_1"],"filter":{"state":"failed"}}""", "")]
    [InlineData("/deliveries/resend", """{"deliveryIds":[]}""", "/deliveryIds")]
    [InlineData("/deliveries/resend", """{"deliveryIds":["dlv_1"]}""", "/deliveryIds/0")]
    [InlineData("/deliveries/resend", """{"filter":{}}""", "/filter/state")]
    [InlineData("/deliveries/resend", """{"filter":{"state":"lost"}}""", "/filter/state")]
    [InlineData("/deliveries/resend", """{"filter":{"statusCode":99}}""", "/filter/statusCode")]
    [InlineData("/deliveries/resend", """{"filter":{"from":"2026-05-02T00:00:00Z","to":"2026-05-01T00:00:00Z"}}""", "/filter/to")]
    [InlineData("/webhook-destinations/{id}/recover", "{}", "/since")]
    [InlineData("/webhook-destinations/{id}/recover", """{"since":"yesterday"}""", "/since")]
    [InlineData("/webhook-destinations/{id}/replay-missing", """{"since":null}""", "/since")]
    [InlineData("/webhook-destinations/{id}/replay-missing", """{"since":"2026-05-02T00:00:00Z","until":"2026-05-02T00:00:00Z"}""",
        "/until")]
    public async Task What_makes_no_sense_is_refused_with_a_pointer(string path, string body, string where)
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/"));

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await project.Http.PostAsync(
            project.Path + path.Replace("{id}", destination.Id, StringComparison.Ordinal), content);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(where, Assert.Single(problem.Errors!).Pointer);
        Assert.Empty((await project.Client.ListOperationsAsync(project.TenantId, project.ProjectId)).Data);
    }

    [Fact]
    public async Task A_filter_by_an_event_that_does_not_exist_is_refused()
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.PostAsJsonAsync(
            $"{project.Path}/deliveries/resend", new { filter = new { eventId = "evt_none" } });

        await response.ReadProblemAsync(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_publisher_may_not_and_an_editor_may_and_it_is_audited()
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/"));
        var path = $"{project.DestinationsPath}/{destination.Id}/recover";
        var editor = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Editor, inProject: true));

        using var refused = await project.PublisherHttp.PostAsJsonAsync(path, new { since = Since });
        using var accepted = await editor.PostAsJsonAsync(path, new { since = Since });

        await refused.ReadProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var records = await project.Client.ListAuditRecordsAsync(
            project.TenantId, new AuditFilter { Action = "RecoverWebhookDestination" });
        Assert.Contains(records.Data, record => record.Outcome == "succeeded" && record.Resource?.Id == destination.Id);
    }

    private async Task<(TestProject Project, WebhookDestinationResponse Destination)> CreateAsync(FakeReceiver receiver)
    {
        var project = await application.CreateProjectAsync();
        return (project, await project.CreateDestinationAsync(receiver.Url()));
    }

    private static async Task<IReadOnlyList<string>> PublishAsync(
        TestProject project, WebhookDestinationResponse destination, int count, string until)
    {
        var published = new List<string>();
        for (var number = 0; number < count; number++)
        {
            published.Add((await project.PublishAsync()).Id);
        }

        foreach (var id in published)
        {
            await project.WaitForDeliveryAsync(id, destination.Id, until);
        }

        return published;
    }

    private static Task<OperationResponse> WaitAsync(TestProject project, string id)
    {
        OperationResponse? last = null;
        return Eventually.GetAsync(
            async () =>
                (last = await project.Client.GetOperationAsync(project.TenantId, project.ProjectId, id)).FinishedAt is null ? null : last,
            () => $"the operation {id} is over; it is {JsonSerializer.Serialize(last, WebhooksJson.Options)}");
    }
}
