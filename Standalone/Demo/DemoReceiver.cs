using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>
/// A receiver as customers run one: it trusts a request only after it has verified its signature. Its answer depends on the path,
/// which is the id of a destination of <see cref="DemoPlan"/>.
/// </summary>
internal sealed class DemoReceiver : IAsyncDisposable
{
    private const int FailuresOfFlaky = 2;

    private readonly WebApplication app;
    private readonly Dictionary<string, ReceiverBehaviour> behaviours;
    private readonly ConcurrentDictionary<string, WebhookSignatureVerifier> verifiers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string DestinationId, string? WebhookId), int> attempts = new();
    private readonly ConcurrentQueue<ReceivedWebhook> received = new();
    private readonly CancellationTokenSource releasing = new();

    private DemoReceiver(WebApplication app, IEnumerable<DemoDestination> destinations)
    {
        this.app = app;
        behaviours = destinations.ToDictionary(static destination => destination.Id, static destination => destination.Behaviour);
    }

    /// <summary>The requests that have arrived so far.</summary>
    public IReadOnlyCollection<ReceivedWebhook> Received => received;

    public static async Task<DemoReceiver> StartAsync(IEnumerable<DemoDestination> destinations, CancellationToken cancellationToken)
    {
        // Empty: no configuration of this program or its environment is meant for the receiver.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, HostWithoutSignals>();
        var receiver = new DemoReceiver(builder.Build(), destinations);
        receiver.app.Run(receiver.ReceiveAsync);
        await receiver.app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>The URL of a destination.</summary>
    public string UrlOf(DemoDestination destination) => $"{app.Urls.First()}/{destination.Id}";

    /// <summary>Hands over the secrets the service signs with, as its owner would put them into the receiver's configuration.</summary>
    public void Trust(DemoDestination destination, DestinationSecretsResponse secrets) =>
        verifiers[destination.Id] = new WebhookSignatureVerifier(secrets.Secrets.Select(static secret => secret.Secret));

    /// <summary>Lets hanging requests go first, so that the stop does not wait for them.</summary>
    public async ValueTask DisposeAsync()
    {
        await releasing.CancelAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        releasing.Dispose();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var id = context.Request.Path.Value?.TrimStart('/') ?? "";
        if (!behaviours.TryGetValue(id, out var behaviour) || !verifiers.TryGetValue(id, out var verifier))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // The signature is over the exact bytes: verify first, parse afterwards.
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers;
        string? webhookId = headers[WebhookSignatureVerifier.IdHeader];
        var signature = verifier.Verify(
            body.ToArray(), webhookId, headers[WebhookSignatureVerifier.TimestampHeader],
            headers[WebhookSignatureVerifier.SignatureHeader]);
        received.Enqueue(new ReceivedWebhook(id, webhookId, EventIdOf(body), signature));
        if (signature is not SignatureOutcome.Valid)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var attempt = attempts.AddOrUpdate((id, webhookId), 1, static (_, before) => before + 1);
        await AnswerAsync(context, behaviour, attempt);
    }

    private async Task AnswerAsync(HttpContext context, ReceiverBehaviour behaviour, int attempt)
    {
        if (behaviour is ReceiverBehaviour.Hangs)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, releasing.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token)
                .ContinueWith(static _ => { }, TaskScheduler.Default);
            context.Abort();
            return;
        }

        context.Response.StatusCode = behaviour switch
        {
            ReceiverBehaviour.AlwaysFails => StatusCodes.Status500InternalServerError,
            ReceiverBehaviour.FailsTwice when attempt <= FailuresOfFlaky => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status200OK,
        };
    }

    private static string? EventIdOf(MemoryStream body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body.ToArray());
            return envelope.RootElement.GetProperty("id").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // Not an envelope; the checks at the end say so.
        }
    }
}

/// <summary>A request that arrived at the built-in receiver.</summary>
/// <param name="DestinationId">The destination whose URL was called.</param>
/// <param name="WebhookId">Its header <c>webhook-id</c>.</param>
/// <param name="EventId">The id in its body.</param>
/// <param name="Signature">The result of the verifier.</param>
internal sealed record ReceivedWebhook(string DestinationId, string? WebhookId, string? EventId, SignatureOutcome Signature);

/// <summary>How a path of the built-in receiver answers.</summary>
internal enum ReceiverBehaviour
{
    /// <summary>200 at once.</summary>
    Accepts,

    /// <summary>503 to the first two attempts of an event, then 200.</summary>
    FailsTwice,

    /// <summary>500 to everything.</summary>
    AlwaysFails,

    /// <summary>No answer until the caller times out.</summary>
    Hangs,
}
