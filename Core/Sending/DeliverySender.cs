using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;

#pragma warning disable RS0030 // It takes the handler that OutboundHttp made.

namespace Webhooks.Core.Sending;

/// <summary>
/// Makes one attempt: one signed POST, no redirect, within the time allowed. Everything a receiver or the network does becomes an
/// <see cref="AttemptResult"/>. Knows nothing of the database. One instance serves the process; it owns its handlers and with them the
/// connections.
/// <list type="number">
/// <item>start the clock, which includes the response's body;</item>
/// <item>build the message: custom headers, then those of Standard Webhooks;</item>
/// <item>send it and take the status;</item>
/// <item>when the kept connection it went out on is lost before any of the answer came, send it once more on a new one;</item>
/// <item>read a bounded part of the body and drop the rest;</item>
/// <item>turn a failure into its class.</item>
/// </list>
/// </summary>
/// <param name="handler">From <see cref="OutboundHttp.CreateHandler"/>; disposed with the sender.</param>
/// <param name="clock">The time.</param>
public sealed class DeliverySender(SocketsHttpHandler handler, TimeProvider clock) : IDisposable
{
    /// <summary>The header by which the handler's writing of a message is noticed; every message has it.</summary>
    internal const string IdHeader = "webhook-id";

    /// <summary>How many triggers lie between the event and its first cause.</summary>
    internal const string HopsHeader = "webhook-hops";

    /// <summary>The header in which a trigger says why it refused a request.</summary>
    internal const string RefusedHeader = "webhook-refused";

    internal const string RefusedAsLoop = "loop";

    private static readonly string UserAgent = $"Webhooks/{ProductVersion()}";
    private readonly HttpMessageInvoker invoker = new(handler, disposeHandler: true);
    private readonly HttpMessageInvoker unpooled = new(OutboundHttp.CreateUnpooled(handler), disposeHandler: true);

    /// <summary>Sends one request and waits for its response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller's cancellation. A time-out of the attempt is a result, not a cancellation.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled. The receiver may have got the request all the same.</exception>
    public async Task<AttemptResult> SendAsync(AttemptRequest request, CancellationToken cancellationToken)
    {
        // 1. Start the clock.
        var startedAt = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(request.Timeout);

        HttpStatusCode? status = null;
        TimeSpan? firstByte = null;
        DateTimeOffset? retryAfter = null;
        var isLoop = false;
        string? redirect = null;
        AttemptFailure? failure = null;
        var capture = new ResponseCapture([], false);

        // 2. Build the message.
        using var sent = new SentMessages(BuildMessage(request, startedAt));
        try
        {
            // 3. and 4. Send it.
            using var response = await SendAsync(request, startedAt, started, sent, deadline.Token).ConfigureAwait(false);
            firstByte = clock.GetElapsedTime(started);
            status = response.StatusCode;
            retryAfter = ReadRetryAfter(response);
            isLoop = ReadIsLoop(response);
            redirect = RedirectTarget.Describe(response, request.Url);

            // 5. Read a part of the body.
            capture = await ResponseCapture.ReadAsync(response.Content, request.ResponseBytesKept, deadline.Token).ConfigureAwait(false);
            capture = ReadableBody.Of(capture, response.Content.Headers, request.ResponseBytesKept);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            // 6. Classify.
            cancellationToken.ThrowIfCancellationRequested();
            failure = Classify(exception, request, sent.Last, deadline.IsCancellationRequested);
        }

        var duration = clock.GetElapsedTime(started);
        return new AttemptResult
        {
            StartedAt = startedAt,
            Duration = duration,
            StatusCode = (int?)status,
            FailureClass = failure?.FailureClass,
            Error = failure?.Error ?? redirect,
            RetryAfter = retryAfter,
            IsLoop = isLoop,
            Timings = sent.Last.Timings(firstByte, duration, sent.RepeatedAfter),
            ResponseBody = capture.Body,
            ResponseTruncated = capture.Truncated,
        };
    }

    /// <summary>
    /// Steps 3 and 4. Only this code repeats a request: the handler's own repetitions are stopped where it writes the headers.
    /// </summary>
    private async Task<HttpResponseMessage> SendAsync(
        AttemptRequest request, DateTimeOffset startedAt, long started, SentMessages sent, CancellationToken deadline)
    {
        // For the connections to find, below; set here, where leaving the method unsets it.
        OutboundHttp.Sending.Value = sent.Last.Course;
        try
        {
            var sending = invoker.SendAsync(sent.Last, deadline);
            sent.Last.Course.WrittenAtOnce = sent.Last.Course.WasWritten;
            return await sending.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && MayRepeat(exception, sent.Last, deadline))
        {
            // Over HTTP/1.1, because a connection that carries one request at a time is certain to be new. The same signature: one attempt.
            sent.Repeat(BuildMessage(request, startedAt), clock.GetElapsedTime(started));
            sent.Last.Version = HttpVersion.Version11;
            OutboundHttp.Sending.Value = sent.Last.Course;
            return await unpooled.SendAsync(sent.Last, deadline).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A receiver that closes its kept connections does so at any moment, also just as a request goes out; that is no fault of the
    /// delivery. The receiver may have taken the request all the same: deliveries are made at least once.
    /// </summary>
    private static bool MayRepeat(Exception exception, AttemptMessage message, CancellationToken deadline) =>
        !deadline.IsCancellationRequested
        && !message.Course.AnswerBegan
        && message.Course.ReusedConnection
        && AttemptFailure.IsLostConnection(exception);

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        invoker.Dispose();
        unpooled.Dispose();
    }

    private static AttemptMessage BuildMessage(AttemptRequest request, DateTimeOffset now)
    {
        var content = new ReadOnlyMemoryContent(request.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        // HTTP/2 is agreed on in the TLS handshake; without TLS there is nothing to agree on it with.
        var message = new AttemptMessage(request.Url)
        {
            Owner = request.Owner,
            Content = content,
            Version = request.Url.Scheme == Uri.UriSchemeHttps ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };

        var headers = message.Headers;
        OutboundHeaders.AddCustom(request.Headers, headers, content.Headers);
        var timestamp = now.ToUnixTimeSeconds();
        headers.TryAddWithoutValidation(IdHeader, request.EventId);
        headers.TryAddWithoutValidation("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        if (request.Secrets.Count > 0)
        {
            var signature = WebhookSigner.Sign(request.EventId, timestamp, request.Body.Span, request.Secrets);
            headers.TryAddWithoutValidation("webhook-signature", signature);
        }

        if (request.Hops > 0)
        {
            headers.TryAddWithoutValidation(HopsHeader, request.Hops.ToString(CultureInfo.InvariantCulture));
        }

        OutboundHeaders.AddUnlessSet(headers, "Accept", "*/*");
        OutboundHeaders.AddUnlessSet(headers, "User-Agent", UserAgent);
        AddTrace(request, headers);

        return message;
    }

    private static void AddTrace(AttemptRequest request, HttpRequestHeaders headers)
    {
        if (request.Trace is { } trace)
        {
            headers.TryAddWithoutValidation("traceparent", trace.Parent);
            if (trace.State is { } state)
            {
                headers.TryAddWithoutValidation("tracestate", state);
            }
        }
    }

    private AttemptFailure Classify(Exception exception, AttemptRequest request, AttemptMessage message, bool deadlinePassed)
    {
        if (deadlinePassed)
        {
            return AttemptFailure.TimedOut(request.Timeout);
        }

        // Neither the caller nor the deadline: the handler's own limit on connecting.
        return exception is OperationCanceledException
            ? AttemptFailure.ConnectTimedOut(message.ConnectStep, handler.ConnectTimeout)
            : AttemptFailure.From(exception);
    }

    private DateTimeOffset? ReadRetryAfter(HttpResponseMessage response) =>
        !response.IsSuccessStatusCode && response.Headers.NonValidated.TryGetValues("Retry-After", out var values)
            ? RetryAfterHeader.Parse(values.ToString(), clock.GetUtcNow())
            : null;

    private static bool ReadIsLoop(HttpResponseMessage response) =>
        !response.IsSuccessStatusCode && response.Headers.NonValidated.TryGetValues(RefusedHeader, out var values)
            && values.ToString() == RefusedAsLoop;

    private static string ProductVersion()
    {
        var version = typeof(DeliverySender).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+')[0] ?? "0";
    }

    /// <summary>The message of an attempt, or the two of them.</summary>
    private sealed class SentMessages(AttemptMessage first) : IDisposable
    {
        public AttemptMessage Last { get; private set; } = first;

        /// <summary>From the start of the attempt until it was sent again; null = it was not.</summary>
        public TimeSpan? RepeatedAfter { get; private set; }

        public void Repeat(AttemptMessage second, TimeSpan after)
        {
            Last.Dispose();
            Last = second;
            RepeatedAfter = after;
        }

        public void Dispose() => Last.Dispose();
    }
}
