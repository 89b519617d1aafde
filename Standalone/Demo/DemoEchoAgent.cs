using System.Net;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>A tiny agent: it repeats the message it got, and receives the conversation as a destination when the service has it.</summary>
internal sealed class DemoEchoAgent : IAsyncDisposable
{
    private const string RunPath = "/run";
    private const string RepliesPath = "/replies";

    private readonly WebApplication app;
    private readonly TaskCompletionSource<IReadOnlyList<MessageResponse>> replied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebhookSignatureVerifier? verifier;

    private DemoEchoAgent(WebApplication app) => this.app = app;

    /// <summary>Where it is run.</summary>
    public string RunUrl => app.Urls.First() + RunPath;

    /// <summary>Where the conversation is delivered.</summary>
    public string RepliesUrl => app.Urls.First() + RepliesPath;

    /// <summary>The messages of the conversation that was delivered.</summary>
    public Task<IReadOnlyList<MessageResponse>> Replied => replied.Task;

    public static async Task<DemoEchoAgent> StartAsync(CancellationToken cancellationToken)
    {
        // Empty: no configuration of this program or its environment is meant for the agent.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, HostWithoutSignals>();
        var agent = new DemoEchoAgent(builder.Build());
        agent.app.Run(agent.AnswerAsync);
        await agent.app.StartAsync(cancellationToken);
        return agent;
    }

    /// <summary>Hands over the secret that its runs are signed with.</summary>
    public void Trust(AgentSecretsResponse secrets) =>
        verifier = new WebhookSignatureVerifier(secrets.Secrets.Select(static secret => secret.Secret));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        using var json = JsonDocument.Parse(body.ToArray());
        if (context.Request.Path == RepliesPath)
        {
            var conversation = json.RootElement.GetProperty("data").GetProperty("conversation");
            replied.TrySetResult(conversation.GetProperty("messages").Deserialize<MessageResponse[]>(WebhooksJson.Options) ?? []);
            return;
        }

        var headers = context.Request.Headers;
        if (verifier?.Verify(
            body.ToArray(),
            headers[WebhookSignatureVerifier.IdHeader],
            headers[WebhookSignatureVerifier.TimestampHeader],
            headers[WebhookSignatureVerifier.SignatureHeader]) is not SignatureOutcome.Valid)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var told = json.RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString();
        await context.Response.WriteAsJsonAsync(new { content = $"You said: {told}" }, context.RequestAborted);
    }
}
