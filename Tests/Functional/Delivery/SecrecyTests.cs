using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Delivery;

/// <summary>What must never be in a log, at any level.</summary>
public sealed class SecrecyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string HeaderValue = "header-value-nobody-may-read";
    private const string QueryValue = "query-value-nobody-may-read";
    private const string Payload = "payload-nobody-may-read";

    [Fact]
    public async Task No_key_secret_signature_header_value_query_or_payload_is_logged()
    {
        await using var receiver = FakeReceiver.Start();
        using var logs = new RecordedLogs();
        var secrets = new List<string> { HeaderValue, QueryValue, Payload, TestPostgres.AdminKey };
        await using (var app = await ApiApplication.StartAsync(database, new ApplicationOptions { Logs = logs }))
        {
            secrets.AddRange(await RunScenarioAsync(app, receiver));
        }

        secrets.AddRange(
            receiver.Requests.Select(request => request.Header("webhook-signature")).OfType<string>()
                .SelectMany(signatures => signatures.Split(' ')));
        Assert.True(secrets.Count > 10);
        Assert.Contains(logs.Lines, line => line.Contains("Webhooks.DeliveryWorker", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains("insert into", StringComparison.OrdinalIgnoreCase));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Everything that touches something secret, going well and going wrong; returns the secrets it made.</summary>
    private static async Task<IReadOnlyList<string>> RunScenarioAsync(ApiApplication app, FakeReceiver receiver)
    {
        var project = await app.CreateProjectAsync();
        var expired = await project.CreateKeyAsync(ApiKeyRole.Viewer);
        receiver.Enqueue(Answer.Status(503), Answer.Reset, Answer.Garbage);
        var destination = await project.CreateDestinationAsync(receiver.Url($"/hooks?token={QueryValue}"), request => request with
        {
            Headers = new Dictionary<string, string> { ["X-Secret"] = HeaderValue },
            RetryPolicy = RetryPolicySetting.Waits(1, 1, 1),
        });
        var secrets = await project.Client.RotateDestinationSecretAsync(project.TenantId, project.ProjectId, destination.Id);
        var published = await project.PublishAsync(properties: new { text = Payload });
        await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);
        await project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id);
        receiver.Enqueue(Answer.Status(410));
        var refused = await project.PublishAsync(properties: new { text = Payload });
        await project.WaitForDeliveryAsync(refused.Id, destination.Id, DeliveryState.Failed);
        using var malformed = await project.PublisherHttp.PostTextAsync("/run/v1/events", $$"""{"type":"{{Payload}}" """);
        using var bad = await project.Http.PostTextAsync(
            project.DestinationsPath,
            $$$"""{"name":"x","url":"https://user:{{{QueryValue}}}@example.com/","headers":{"Host":"{{{HeaderValue}}}"}}""");
        using var unknown = app.HttpWith("whk_a-key-nobody-knows");
        using var unauthorized = await unknown.GetAsync(project.DestinationsPath);
        Assert.Equal([400, 400, 401], [(int)malformed.StatusCode, (int)bad.StatusCode, (int)unauthorized.StatusCode]);
        return [
            .. secrets.Secrets.Select(secret => secret.Secret), project.AdminKey, project.PublisherKey, expired, "whk_a-key-nobody-knows"];
    }
}
