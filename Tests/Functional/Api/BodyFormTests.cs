using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

/// <summary>Bodies and headers as some senders write them.</summary>
public sealed class BodyFormTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Publish = "/run/v1/events";
    private const string Event = """{"type":"order.paid"}""";

    [Fact]
    public async Task A_byte_order_mark_before_an_event_a_payload_or_a_form_is_skipped()
    {
        var project = await application.CreateProjectAsync();
        var trigger = await CreateTriggerAsync(project);

        using var published = await project.PublisherHttp.PostAsync(Publish, Bytes("\uFEFF" + Event));
        using var payload = await application.App.Anonymous.PostAsync(trigger, Bytes("\uFEFF{\"a\":1}"));
        using var form = await application.App.Anonymous.PostAsync(trigger, Bytes("\uFEFFa=1", "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, payload.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, form.StatusCode);
    }

    [Fact]
    public async Task A_compressed_body_is_refused_with_what_is_taken()
    {
        var project = await application.CreateProjectAsync();

        using var published = await project.PublisherHttp.PostAsync(Publish, Gzip(Event));
        using var managed = await project.Http.PostAsync(project.DestinationsPath, Gzip("{}"));
        using var invoked = await application.App.Anonymous.PostAsync(await CreateTriggerAsync(project), Gzip("{}"));

        await published.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        await managed.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, invoked.StatusCode);
        Assert.All(
            [published, managed, invoked], response => Assert.Equal("identity", response.Headers.GetValues("Accept-Encoding").Single()));
    }

    [Fact]
    public async Task A_body_that_is_too_deep_is_told_the_limit()
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.PublisherHttp.PostTextAsync(
            Publish, $$"""{"properties":{"a":{{new string('[', 60)}}{{new string(']', 60)}} } }""");

        Assert.Contains("48 levels", (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schlüssel")]
    [InlineData("clé-€")]
    public async Task An_idempotency_key_beyond_ascii_is_refused_with_the_name_of_the_header(string key)
    {
        var project = await application.CreateProjectAsync();

        await AssertKeyRefusedAsync(project, key, Encoding.UTF8);
        await AssertKeyRefusedAsync(project, key.Replace('€', 'e'), Encoding.Latin1);
    }

    private async Task AssertKeyRefusedAsync(TestProject project, string key, Encoding encoding)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => encoding };
        using var http = new HttpClient(handler) { BaseAddress = application.App.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, Publish) { Content = Bytes(Event) };
        request.Headers.Authorization = project.PublisherHttp.DefaultRequestHeaders.Authorization;
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        using var response = await http.SendAsync(request);

        await response.AssertRefusedAtAsync("/Idempotency-Key");
    }

    private static async Task<Uri> CreateTriggerAsync(TestProject project)
    {
        var agent = await project.CreateAgentAsync("agent");
        var trigger = await project.Client.CreateTriggerAsync(
            project.TenantId, project.ProjectId, agent.Id,
            new CreateTriggerRequest("Open") { Authentication = new SetTriggerAuthentication { Open = true } });
        return new Uri(trigger.WebhookUrl);
    }

    private static ByteArrayContent Bytes(string text, string type = "application/json") =>
        new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private static ByteArrayContent Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return new ByteArrayContent(packed.ToArray())
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentEncoding = { "gzip" } },
        };
    }
}
