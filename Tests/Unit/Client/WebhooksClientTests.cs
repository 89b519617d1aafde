using System.Net;
using System.Text;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Client;

public sealed class WebhooksClientTests
{
    private const string Problem =
        """
        {"code":"not_found","title":"Not Found","status":404,"detail":"There is no such delivery.","requestId":"req_1",
        "error":{"code":"not_found","message":"There is no such delivery."}}
        """;

    [Fact]
    public async Task List_of_deliveries_sends_the_query_escaped_and_the_key_as_bearer_token()
    {
        using var service = new ScriptedService(HttpStatusCode.OK, """{"data":[],"next":"c2","previous":null}""");

        var page = await service.Client.ListDeliveriesAsync(
            "acme",
            "shop 1",
            new DeliveryFilter { State = DeliveryState.Failed, EventId = "order 1" },
            cursor: "a+b",
            limit: 20);

        Assert.Equal(
            "GET /manage/tenants/acme/projects/shop%201/deliveries?state=failed&eventId=order%201&cursor=a%2Bb&limit=20",
            service.Request);
        Assert.Equal("Bearer whk_secret", service.Authorization);
        Assert.Equal(("c2", null), (page.Next, page.Previous));
    }

    [Fact]
    public async Task Update_of_a_destination_patches_what_was_set()
    {
        using var service = new ScriptedService(HttpStatusCode.NotFound, Problem, "application/problem+json");

        await Assert.ThrowsAsync<WebhooksApiException>(() => service.Client.UpdateWebhookDestinationAsync(
            "acme", "shop", "crm", new UpdateWebhookDestinationRequest { Name = "CRM" }));

        Assert.Equal("PATCH /manage/tenants/acme/projects/shop/webhook-destinations/crm", service.Request);
        Assert.Equal("""{"name":"CRM"}""", service.Body);
    }

    [Fact]
    public async Task Secrets_of_a_destination_are_read_from_the_envelope_and_so_are_those_after_a_rotation()
    {
        using var service = new ScriptedService(
            HttpStatusCode.OK, """{"data":{"secrets":[{"secret":"whsec_AAAA","createdAt":"2026-01-01T00:00:00.000Z"}]}}""");

        var revealed = await service.Client.GetDestinationSecretsAsync("acme", "shop", "crm");
        var rotated = await service.Client.RotateDestinationSecretAsync("acme", "shop", "crm");

        Assert.Equal("whsec_AAAA", Assert.Single(revealed.Secrets).Secret);
        Assert.Equal("whsec_AAAA", Assert.Single(rotated.Secrets).Secret);
    }

    [Fact]
    public async Task Publish_answers_with_the_event()
    {
        using var service = new ScriptedService(
            HttpStatusCode.Created,
            """
            {"data":{"id":"evt_1","type":"order.shipped","metadata":{"n":1},
            "createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z"}}
            """);

        var published = await service.Client.PublishEventAsync(new PublishEventRequest("order.shipped"), idempotencyKey: "once");

        Assert.Equal("POST /run/v1/events", service.Request);
        Assert.Equal("""{"type":"order.shipped"}""", service.Body);
        Assert.Equal("evt_1", published.Id);
        Assert.Equal(1, published.Metadata?.GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Publish_with_a_key_of_several_projects_names_the_one_it_means()
    {
        using var service = new ScriptedService(HttpStatusCode.OK, """{"data":[]}""");

        await service.ClientOf(new PublishTarget("acme", "shop")).PublishEventsAsync([]);

        Assert.Equal("acme/shop", service.Target);
    }

    [Fact]
    public async Task Batch_tells_the_accepted_from_the_refused()
    {
        using var service = new ScriptedService(
            HttpStatusCode.OK,
            """
            {"data":[{"status":200,"data":{"id":"evt_1","type":"a","createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}},
            {"status":400,"error":{"code":"bad_request","title":"Bad Request","status":400,"detail":"No type.",
            "error":{"code":"bad_request","message":"No type."},"errors":[{"pointer":"/type","detail":"Is required."}]}}]}
            """);

        var results = await service.Client.PublishEventsAsync([new PublishEventRequest("a"), new PublishEventRequest("")]);

        Assert.Equal("POST /run/v1/events/batch", service.Request);
        Assert.Equal("evt_1", results[0].Data?.Id);
        Assert.Equal("/type", results[1].Error?.Errors?[0].Pointer);
    }

    [Fact]
    public async Task Refused_request_throws_with_the_problem()
    {
        using var service = new ScriptedService(HttpStatusCode.NotFound, Problem, "application/problem+json");

        var thrown = await Assert.ThrowsAsync<WebhooksApiException>(() => service.Client.GetDeliveryAsync("acme", "shop", "dlv_1"));

        Assert.Equal(HttpStatusCode.NotFound, thrown.StatusCode);
        Assert.Equal("There is no such delivery.", thrown.Message);
        Assert.Equal("req_1", thrown.Problem?.RequestId);
    }

    [Theory]
    [InlineData("<html>", "text/html")]
    [InlineData("{}", "application/problem+json")]
    [InlineData("no json", "application/problem+json")]
    public async Task Answer_of_something_in_between_throws_with_the_status_alone(string body, string mediaType)
    {
        using var service = new ScriptedService(HttpStatusCode.BadGateway, body, mediaType);

        var thrown = await Assert.ThrowsAsync<WebhooksApiException>(() => service.Client.GetTenantAsync("acme"));

        Assert.Equal((HttpStatusCode.BadGateway, null), (thrown.StatusCode, thrown.Problem));
    }

    private sealed class ScriptedService : HttpMessageHandler
    {
        private readonly HttpStatusCode _status;
        private readonly string _answer;
        private readonly string _mediaType;
        private readonly HttpClient _http;

        public ScriptedService(HttpStatusCode status, string answer, string mediaType = "application/json")
        {
            (_status, _answer, _mediaType) = (status, answer, mediaType);
#pragma warning disable RS0030 // This is the one place of construction in these tests.
            _http = new HttpClient(this) { BaseAddress = new Uri("http://service.test/") };
#pragma warning restore RS0030
        }

        public WebhooksClient Client => ClientOf(target: null);

        public string? Request { get; private set; }

        public string? Body { get; private set; }

        public string? Authorization { get; private set; }

        public string? Target { get; private set; }

        public WebhooksClient ClientOf(PublishTarget? target) => new(_http, "whk_secret") { PublishTarget = target };

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = $"{request.Method} {request.RequestUri?.PathAndQuery}";
            Authorization = request.Headers.Authorization?.ToString();
            Target = string.Join(
                '/',
                request.Headers.Where(header => header.Key.StartsWith("X-", StringComparison.Ordinal)).SelectMany(header => header.Value));
            Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(_status) { Content = new StringContent(_answer, Encoding.UTF8, _mediaType) };
        }
    }
}
