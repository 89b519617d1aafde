using System.Net;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class DestinationActionTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task A_test_sends_one_signed_test_event_and_stores_nothing()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());

        using var response = await project.Http.PostAsync($"{project.DestinationsPath}/{destination.Id}/test", null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"success":true,"statusCode":200}""", await response.Content.ReadAsStringAsync());
        var request = Assert.Single(receiver.Requests);
        var envelope = JsonSerializer.Deserialize<JsonElement>(request.Body);
        Assert.Equal("test", envelope.GetProperty("type").GetString());
        Assert.Equal("test-conversation-id", envelope.GetProperty("data").GetProperty("conversation").GetProperty("id").GetString());
        Assert.Equal(SignatureOutcome.Valid, await VerifyAsync(project, destination.Id, request));
        Assert.Empty((await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data);
    }

    [Fact]
    public async Task A_test_that_fails_says_what_the_receiver_answered()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(500, "database is down");
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());

        var result = await project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id);

        Assert.Equal(new TestResponse(false, 500, "database is down"), result);
        Assert.Equal(1, receiver.RequestCount);
    }

    [Fact]
    public async Task A_test_of_a_receiver_that_is_not_there_has_no_status()
    {
        await using var receiver = FakeReceiver.StartRefusing();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());

        using var response = await project.Http.PostAsync($"{project.DestinationsPath}/{destination.Id}/test", null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"success":false,"error":"connection refused"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_test_tells_details_to_whoever_asks_for_them()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(200, "welcome");
        await using var gone = FakeReceiver.StartRefusing();
        var project = await application.CreateProjectAsync();
        var good = await project.CreateDestinationAsync(receiver.Url());
        var bad = await project.CreateDestinationAsync(gone.Url());

        var answered = await project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, good.Id, withDetails: true);
        var refused = await project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, bad.Id, withDetails: true);
        using var strange = await project.Http.PostAsync($"{project.DestinationsPath}/{good.Id}/test?details=all", null);

        Assert.Equal((true, 200, null, "welcome"), (answered.Success, answered.StatusCode, answered.FailureClass, answered.ResponseBody));
        Assert.True(answered.DurationMs > 0 && answered.Timings is { FirstByteMs: > 0, TotalMs: > 0 });
        Assert.Equal((false, null, "connect", null), (refused.Success, refused.StatusCode, refused.FailureClass, refused.ResponseBody));
        await strange.AssertRefusedAtAsync("/details");
    }

    [Fact]
    public async Task A_paused_destination_can_be_tested()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url(), request => request with { Enabled = false });

        var result = await project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id);

        Assert.True(result.Success);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_verify_and_without_overlap_only_the_new_one()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var original = Assert.Single((await SecretsAsync(project, destination.Id)).Secrets);

        var rotated = await RotateAsync(project, destination.Id, overlapHours: null);
        var published = await project.PublishAsync();
        await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);

        Assert.Equal(2, rotated.Secrets.Count);
        Assert.Equal(original.Secret, rotated.Secrets[1].Secret);
        Assert.Null(rotated.Secrets[0].ExpiresAt);
        Assert.NotNull(rotated.Secrets[1].ExpiresAt);
        Assert.All(rotated.Secrets, secret => Assert.Equal(SignatureOutcome.Valid, Verify(secret.Secret, receiver.Requests[0])));

        var last = Assert.Single((await RotateAsync(project, destination.Id, overlapHours: 0)).Secrets);
        var second = await project.PublishAsync();
        await project.WaitForDeliveryAsync(second.Id, destination.Id, DeliveryState.Delivered);

        Assert.Equal(SignatureOutcome.Valid, Verify(last.Secret, receiver.Requests[1]));
        Assert.All(
            rotated.Secrets, secret => Assert.Equal(SignatureOutcome.SignatureMismatch, Verify(secret.Secret, receiver.Requests[1])));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receiver_that_looks_at_the_first_signature_only_can_keep_its_secret_for_the_overlap(bool olderFirst)
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var original = Assert.Single((await SecretsAsync(project, destination.Id)).Secrets).Secret;

        var rotated = await project.Client.RotateDestinationSecretAsync(
            project.TenantId, project.ProjectId, destination.Id, new RotateSecretRequest(1, olderFirst));
        var published = await project.PublishAsync();
        await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);

        Assert.Equal([rotated.Secrets[0].Secret, original], rotated.Secrets.Select(secret => secret.Secret));
        var request = Assert.Single(receiver.Requests);
        var first = request.Header("webhook-signature")!.Split(' ')[0];
        var outcome = new WebhookSignatureVerifier([olderFirst ? original : rotated.Secrets[0].Secret])
            .Verify(request.Body, request.Header("webhook-id"), request.Header("webhook-timestamp"), first);
        Assert.Equal(SignatureOutcome.Valid, outcome);
    }

    [Fact]
    public async Task A_sixth_live_secret_is_a_conflict()
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/"));
        for (var rotation = 0; rotation < 4; rotation++)
        {
            await RotateAsync(project, destination.Id, overlapHours: 1);
        }

        var refused = await Assert.ThrowsAsync<WebhooksApiException>(() => RotateAsync(project, destination.Id, overlapHours: 1));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(5, (await SecretsAsync(project, destination.Id)).Secrets.Count);
        Assert.Single((await RotateAsync(project, destination.Id, overlapHours: 0)).Secrets);
    }

    [Fact]
    public async Task A_bad_overlap_is_refused()
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/"));

        using var response = await project.Http.PostTextAsync(
            $"{project.DestinationsPath}/{destination.Id}/secret/rotate", """{"overlapHours":169}""");

        await response.AssertRefusedAtAsync("/overlapHours");
        Assert.Single((await SecretsAsync(project, destination.Id)).Secrets);
    }

    private static async Task<SignatureOutcome> VerifyAsync(TestProject project, string destinationId, ReceivedRequest request) =>
        Verify((await SecretsAsync(project, destinationId)).Secrets[0].Secret, request);

    private static SignatureOutcome Verify(string secret, ReceivedRequest request) => new WebhookSignatureVerifier([secret])
        .Verify(request.Body, request.Header("webhook-id"), request.Header("webhook-timestamp"), request.Header("webhook-signature"));

    private static Task<DestinationSecretsResponse> SecretsAsync(TestProject project, string destinationId) =>
        project.Client.GetDestinationSecretsAsync(project.TenantId, project.ProjectId, destinationId);

    private static Task<DestinationSecretsResponse> RotateAsync(TestProject project, string destinationId, int? overlapHours) =>
        project.Client.RotateDestinationSecretAsync(
            project.TenantId, project.ProjectId, destinationId, new RotateSecretRequest(overlapHours));
}
