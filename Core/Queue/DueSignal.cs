using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Queue;

/// <summary>
/// Tells all workers by NOTIFY which destinations have something due. Sent after the commit and outside of it, because a NOTIFY inside
/// serialises all commits of the database; a lost signal costs delay, not deliveries: workers also look by themselves.
/// </summary>
public sealed partial class DueSignal(NpgsqlDataSource dataSource, ILogger<DueSignal> logger)
{
    public const string Channel = "webhooks_due";

    /// <summary>Means: look at all destinations.</summary>
    public const string Everything = "*";

    /// <summary>Means: there are deliveries to write that were put off.</summary>
    public const string FanOut = "+";

    /// <summary>PostgreSQL refuses a payload of 8,000 bytes.</summary>
    internal const int MaxPayloadLength = 7_999;

    /// <summary>
    /// More destinations than fit into so many signals are not named: a look at everything, which is one query per 2,000, costs less then.
    /// </summary>
    internal const int MaxPayloads = 32;

    private const char AfterTime = '@';

    /// <summary>Wakes the workers for these destinations; a failure is logged, not thrown.</summary>
    public Task SendAsync(IReadOnlyCollection<DueDestination> destinations, CancellationToken cancellationToken) =>
        SendAsync(new DueNotice(destinations, null), cancellationToken);

    /// <summary>
    /// Wakes the workers for destinations, with the time from which their queues have something new; a failure is logged, not thrown.
    /// </summary>
    public Task SendAsync(DueNotice notice, CancellationToken cancellationToken) =>
        PayloadsOf(notice) is { Count: > 0 } payloads ? SendAsync(payloads, cancellationToken) : Task.CompletedTask;

    /// <summary>Makes the workers look at all destinations; a failure is logged, not thrown.</summary>
    public Task SendEverythingAsync(CancellationToken cancellationToken) => SendAsync([Everything], cancellationToken);

    /// <summary>
    /// A notice as the texts that workers get: <c>1795329481390@1.10,2.20</c>, the time in milliseconds since 1970, rounded down. There are
    /// as many texts as the destinations need, so that a wide fan-out does not make every worker look at everything.
    /// </summary>
    internal static IReadOnlyList<string> PayloadsOf(DueNotice notice)
    {
        var begin = notice.DueFrom is { } from
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, from.ToUnixTimeMilliseconds())}{AfterTime}")
            : "";
        var payloads = new List<string>();
        if (notice.HasFanOut)
        {
            payloads.Add(FanOut);
        }

        var payload = new StringBuilder(begin);
        foreach (var due in notice.Destinations)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{due.TenantNo}.{due.DestinationNo}");
            if (payload.Length + 1 + name.Length > MaxPayloadLength)
            {
                payloads.Add(payload.ToString());
                payload.Clear().Append(begin);
                if (payloads.Count >= MaxPayloads)
                {
                    return notice.HasFanOut ? [FanOut, Everything] : [Everything];
                }
            }

            payload.Append(payload.Length > begin.Length ? "," : "").Append(name);
        }

        if (payload.Length > begin.Length)
        {
            payloads.Add(payload.ToString());
        }

        return payloads;
    }

    private async Task SendAsync(IReadOnlyList<string> payloads, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand("select pg_notify($1, payload) from unnest($2::text[]) payload");
            command.Parameters.Add(new() { Value = Channel });
            command.Parameters.Add(new() { Value = payloads.ToArray() });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            DueSignalLog.WakeUpNotSent(logger, exception);
        }
    }

    /// <summary>Reads a payload; null = anything may be due.</summary>
    public static DueNotice? Parse(string payload)
    {
        var at = payload.IndexOf(AfterTime, StringComparison.Ordinal);
        if (at < 0)
        {
            return ParseDestinations(payload) is { } untimed ? new DueNotice(untimed, null) : null;
        }

        return long.TryParse(payload.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && ParseDestinations(payload[(at + 1)..]) is { } destinations
            ? new DueNotice(destinations, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;
    }

    private static List<DueDestination>? ParseDestinations(string text)
    {
        var named = new List<DueDestination>();
        foreach (var part in text.Split(','))
        {
            var dot = part.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0
                || !long.TryParse(part.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var tenantNo)
                || !long.TryParse(part.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var destinationNo))
            {
                return null;
            }

            named.Add(new(tenantNo, destinationNo));
        }

        return named;
    }

    private static partial class DueSignalLog
    {
        [LoggerMessage(EventIds.WakeUpNotSent, LogLevel.Warning,
            "The workers could not be woken; they will find the deliveries by themselves within seconds.")]
        public static partial void WakeUpNotSent(ILogger logger, Exception exception);
    }
}

/// <summary>The notice a commit sends to the workers.</summary>
/// <param name="Destinations">Destinations that have, or may have, deliveries due.</param>
/// <param name="DueFrom">
/// The added deliveries are due from this time on, which may be well before the commit: workers begin their claims there. null = not known.
/// </param>
/// <param name="HasFanOut">Deliveries that were put off are to be written.</param>
public sealed record DueNotice(IReadOnlyCollection<DueDestination> Destinations, DateTimeOffset? DueFrom, bool HasFanOut = false);
