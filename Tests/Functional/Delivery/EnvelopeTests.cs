using System.Text;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Delivery;

public sealed class EnvelopeTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task A_custom_event_arrives_as_the_event_object_inside_of_the_envelope()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());

        var published = await project.Publisher.PublishEventAsync(new PublishEventRequest("order.paid")
        {
            AgentId = "sales",
            Properties = TestProject.Json(new { text = "Grüße \"<&>\" 😀" }),
        });

        var request = (await receiver.WaitForRequestsAsync(1))[0];
        var at = published.CreatedAt.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        const string expected = """
            {"id":"ID","type":"event.created","timestamp":"AT","tenantId":"TENANT","projectId":"main","agentId":"sales","data":{"event":{
            "id":"ID","type":"order.paid","agentId":"sales","conversationId":null,"messageId":null,
            "properties":{"text":"Grüße \"<&>\" 😀"},"userProperties":null,"metadata":null,"serverMetadata":{"authMethod":"apiKey"},
            "createdAt":"AT","updatedAt":"AT"}}}
            """;
        Assert.Equal(
            expected.ReplaceLineEndings(string.Empty).Replace("ID", published.Id, StringComparison.Ordinal)
                .Replace("AT", at, StringComparison.Ordinal)
                .Replace("TENANT", project.TenantId, StringComparison.Ordinal),
            Unescaped(request.Body));
    }

    [Fact]
    public async Task An_event_with_data_arrives_with_that_data_as_it_was_written()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());

        using var response = await project.PublisherHttp.PostTextAsync(
            "/run/v1/events",
            """{"type":"feedback.created","id":"f1","data":{"feedback":{"amount":1.50,"big":12345678901234567890,"e":1e3},"b":[],"a":null}}""");

        var envelope = JsonSerializer.Deserialize<JsonElement>((await receiver.WaitForRequestsAsync(1))[0].Body);
        Assert.Equal(
            ["id", "type", "timestamp", "tenantId", "projectId", "agentId", "data"],
            envelope.EnumerateObject().Select(member => member.Name));
        Assert.Equal("feedback.created", envelope.GetProperty("type").GetString());
        Assert.Equal(string.Empty, envelope.GetProperty("agentId").GetString());
        Assert.Equal(
            """{"feedback":{"amount":1.50,"big":12345678901234567890,"e":1e3},"b":[],"a":null}""",
            envelope.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Every_request_is_signed_and_carries_the_headers_of_the_standard_and_the_destinations_own()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url("/hooks?key=1"), request => request with
        {
            Headers = new Dictionary<string, string> { ["X-Team"] = "Sales", ["Authorization"] = "Bearer abc", ["Accept"] = "text/plain" },
        });
        var secret =
            (await project.Client.GetDestinationSecretsAsync(project.TenantId, project.ProjectId, destination.Id)).Secrets[0].Secret;

        var published = await project.PublishAsync();

        var request = (await receiver.WaitForRequestsAsync(1))[0];
        Assert.Equal(("POST", "/hooks?key=1"), (request.Method, request.Target));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal(published.Id, request.Header("webhook-id"));
        Assert.StartsWith("Webhooks/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal(
            ("Sales", "Bearer abc", "text/plain"), (request.Header("X-Team"), request.Header("Authorization"), request.Header("Accept")));
        Assert.Null(request.Header("Cookie"));
        var verifier = new WebhookSignatureVerifier([secret]);
        Assert.Equal(SignatureOutcome.Valid, Verify(request.Body));
        Assert.Equal(SignatureOutcome.SignatureMismatch, Verify([.. request.Body, (byte)' ']));

        SignatureOutcome Verify(byte[] body) =>
            verifier.Verify(body, request.Header("webhook-id"), request.Header("webhook-timestamp"), request.Header("webhook-signature"));
    }

    [Fact]
    public async Task A_retry_sends_the_same_body_and_id_under_a_signature_of_its_own_time()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(500));
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var secret =
            (await project.Client.GetDestinationSecretsAsync(project.TenantId, project.ProjectId, destination.Id)).Secrets[0].Secret;

        await project.PublishAsync();

        var requests = await receiver.WaitForRequestsAsync(2);
        Assert.Equal(requests[0].Body, requests[1].Body);
        Assert.Equal(requests[0].Header("webhook-id"), requests[1].Header("webhook-id"));
        Assert.NotEqual(requests[0].Header("webhook-timestamp"), requests[1].Header("webhook-timestamp"));
        Assert.All(requests, request => Assert.Equal(SignatureOutcome.Valid, new WebhookSignatureVerifier([secret]).Verify(
            request.Body, request.Header("webhook-id"), request.Header("webhook-timestamp"), request.Header("webhook-signature"))));
    }

    [Fact]
    public async Task Events_go_to_the_destinations_of_their_type_and_agent_and_no_others()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        await project.CreateAgentAsync("support");
        await CreateAsync("all");
        await CreateAsync("sales", agents: ["sales"]);
        await CreateAsync("both", agents: ["sales", "support"]);
        await CreateAsync("feedback", types: ["feedback.created"]);

        var ofSales = await project.PublishAsync(agentId: "sales");
        var ofSupport = await project.PublishAsync(agentId: "support");
        var ofNobody = await project.PublishAsync();
        var feedback = await project.Publisher.PublishEventAsync(
            new PublishEventRequest("feedback.created") { AgentId = "sales", Data = TestProject.Json(new { }) });

        Assert.Equal(["all", "both", "sales"], await MatchedAsync(ofSales));
        Assert.Equal(["all", "both"], await MatchedAsync(ofSupport));
        Assert.Equal(["all"], await MatchedAsync(ofNobody));
        Assert.Equal(["feedback"], await MatchedAsync(feedback));
        var requests = await receiver.WaitForRequestsAsync(7);
        Assert.Equal(
            ["/all", "/all", "/all", "/both", "/both", "/feedback", "/sales"],
            requests.Select(request => request.Path).Order(StringComparer.Ordinal));

        Task CreateAsync(string id, string[]? agents = null, string[]? types = null) => project.CreateDestinationAsync(
            receiver.Url($"/{id}"), request => request with { Id = id, AgentIds = agents ?? [], EventTypes = types ?? ["event.created"] });

        async Task<IEnumerable<string>> MatchedAsync(EventResponse published) =>
            (await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id)).Deliveries
            .Select(delivery => delivery.DestinationId).Order(StringComparer.Ordinal);
    }

    /// <summary>The text with escaped characters beyond the basic plane as themselves: either form is the same JSON.</summary>
    private static string Unescaped(byte[] body) => Encoding.UTF8.GetString(body).Replace(@"\uD83D\uDE00", "😀", StringComparison.Ordinal);
}
