using System.Net;
using System.Net.Http.Json;
using System.Text;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Dashboard;

/// <summary>Stands where the Api is: answers as a test says, and keeps what was asked.</summary>
internal sealed class AnsweringApi : HttpMessageHandler
{
    private readonly Func<string, object?> answer;
    private readonly HttpClient http;

    /// <param name="answer">The body of the answer to such as <c>GET /operations?limit=20</c>, below the project; null = 404.</param>
    public AnsweringApi(Func<string, object?> answer)
    {
        this.answer = answer;
#pragma warning disable RS0030 // This is the one place of construction in these tests.
        http = new HttpClient(this) { BaseAddress = new Uri("http://service.test/") };
#pragma warning restore RS0030
    }

    /// <summary>Asks it.</summary>
    public WebhooksClient Client => new(http, "whk_secret");

    /// <summary>What was asked.</summary>
    public List<string> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery; // A client with a base address sets it.
        var asked = $"{request.Method} {path.Replace("/manage/tenants/acme/projects/shop", "", StringComparison.Ordinal)}";
        Requests.Add(asked);
        return Task.FromResult(answer(asked) is { } body
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(body, options: WebhooksJson.Options) }
            : new HttpResponseMessage(HttpStatusCode.NotFound)
            {
                Content = new StringContent("{}", Encoding.UTF8, "application/problem+json"),
            });
    }

    protected override void Dispose(bool disposing)
    {
        http.Dispose();
        base.Dispose(disposing);
    }
}
