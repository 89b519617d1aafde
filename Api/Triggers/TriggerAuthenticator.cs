using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Api.Idempotency;
using Webhooks.Core.Database;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>
/// Authenticates the requests of a trigger. A sender that cannot authenticate learns nothing: a trigger that does not exist, one that is
/// disabled and bad credentials get the same answer, which follows from the request alone (docs/decisions/0023). A trigger whose
/// credentials cannot be read refuses every request, with an error in the log.
/// </summary>
internal sealed partial class TriggerAuthenticator(TriggerSecrecy secrecy, TimeProvider clock, ILogger<TriggerAuthenticator> logger)
{
    public const string Missing = "The request does not authenticate itself.";
    private const string Wrong = "The credentials of the request are not those of a trigger at this address.";

    /// <summary>Parts of the names of headers with credentials.</summary>
    private static readonly string[] Marks = ["auth", "key", "token", "secret", "signature", "password", "hmac", "credential"];

    /// <summary>
    /// Costs a wrong request what a wrong header value costs, so that the time does not tell how a trigger authenticates.
    /// </summary>
    private static readonly HeaderCredential Decoy = HeaderCredential.Create("X-Decoy", "what nobody sends");

    /// <summary>
    /// Whether the request may start the trigger; the sender's own id of the delivery, when a signature vouches for the sender.
    /// </summary>
    /// <param name="trigger">null = there is none.</param>
    /// <param name="request">The request.</param>
    /// <param name="body">Its exact bytes.</param>
    /// <param name="seenOnly">
    /// Header values that have not been good before are refused unseen, so that they cannot be guessed; signatures cannot be guessed.
    /// </param>
    public (string? SenderDeliveryId, Problem? Refused) Authenticate(
        Trigger? trigger, HttpRequest request, ReadOnlySpan<byte> body, bool seenOnly)
    {
        if (trigger is null)
        {
            return (null, Refuse(request, null, seenOnly));
        }

        if (trigger.Open)
        {
            return (null, null);
        }

        try
        {
            return Check(trigger, request, body, seenOnly);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, Broken(trigger, exception));
        }
    }

    private (string?, Problem?) Check(Trigger trigger, HttpRequest request, ReadOnlySpan<byte> body, bool seenOnly)
    {
        var (headers, signature) = (TriggerCredentials.HeadersOf(trigger), TriggerCredentials.SignatureOf(trigger));
        if (headers.Count == 0 && signature is null)
        {
            return (null, Broken(trigger, null));
        }

        foreach (var header in headers)
        {
            if (HeaderOf(request, header.Name) is not { } value)
            {
                return (null, Refuse(request, null, seenOnly));
            }

            if (!(seenOnly ? header.HasMatched(value) : header.Matches(value)))
            {
                return (null, Refuse(request, header, seenOnly));
            }
        }

        if (signature is null)
        {
            return (null, null);
        }

        if (secrecy.TryReveal(trigger.ProtectedSecret) is not { } secret)
        {
            return (null, Broken(trigger, null));
        }

        return signature.Verify([secret], name => HeaderOf(request, name), body, clock.GetUtcNow()) is SignatureVerdict.Genuine valid
            ? (valid.SenderDeliveryId, null)
            : (null, Refuse(request, null, seenOnly));
    }

    /// <summary>401 for a request that brings nothing that could be credentials, else 403.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wrong">The header whose value was wrong; its check has taken its time.</param>
    /// <param name="seenOnly">No value is checked, so no time has to be matched either: strangers would only keep a core busy.</param>
    private static Problem Refuse(HttpRequest request, HeaderCredential? wrong, bool seenOnly)
    {
        if (wrong is null && !seenOnly)
        {
            Decoy.Matches("wrong");
        }

        return wrong is not null || request.Headers.Keys.Any(CouldBeCredentials)
            ? Problems.Forbidden(Wrong)
            : Problems.Unauthorized(Missing);
    }

    private static bool CouldBeCredentials(string name) =>
        !name.Equals(IdempotencyHeader.Name, StringComparison.OrdinalIgnoreCase)
        && Marks.Any(mark => name.Contains(mark, StringComparison.OrdinalIgnoreCase));

    private Problem Broken(Trigger trigger, Exception? exception)
    {
        TriggerAuthenticatorLog.CredentialsMissing(logger, trigger.Id, trigger.TriggerNo, exception);
        return Problems.Internal();
    }

    /// <summary>The value of the one line of that name; null when there are two.</summary>
    private static string? HeaderOf(HttpRequest request, string name) => request.Headers[name] is [{ Length: > 0 } value] ? value : null;

    private static partial class TriggerAuthenticatorLog
    {
        [LoggerMessage(EventIds.TriggerCredentialsMissing, LogLevel.Error,
            "The secret or the headers of trigger {TriggerId} ({TriggerNo}) are missing or cannot be read; it refuses every request until they are set again.")]
        public static partial void CredentialsMissing(ILogger logger, string triggerId, long triggerNo, Exception? exception);
    }
}
