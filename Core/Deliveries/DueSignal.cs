using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Deliveries;

/// <summary>
/// Tells all workers by NOTIFY which destinations have something due. Sent after the commit and outside of it, because a NOTIFY inside
/// serialises all commits of the database; a lost signal costs delay, not deliveries: workers also look by themselves.
/// </summary>
public sealed partial class DueSignal(NpgsqlDataSource dataSource, ILogger<DueSignal> logger)
{
    public const string Channel = "webhooks_due";

    /// <summary>Means: look at all destinations.</summary>
    public const string Everything = "*";

    /// <summary>PostgreSQL's limit of a payload is 8000 bytes.</summary>
    private const int MaxDestinationsNamed = 200;

    public async Task SendAsync(IReadOnlyCollection<DueDestination> destinations, CancellationToken cancellationToken)
    {
        if (destinations.Count == 0)
        {
            return;
        }

        var payload = destinations.Count > MaxDestinationsNamed
            ? Everything
            : string.Join(',', destinations.Select(due => string.Create(CultureInfo.InvariantCulture, $"{due.TenantNo}.{due.DestinationNo}")));
        try
        {
            await using var command = dataSource.CreateCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new() { Value = Channel });
            command.Parameters.Add(new() { Value = payload });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            Log.WakeUpNotSent(logger, exception);
        }
    }

    /// <summary>The destinations a payload names; null = all.</summary>
    public static IReadOnlyList<DueDestination>? Parse(string payload)
    {
        var named = new List<DueDestination>();
        foreach (var part in payload.Split(','))
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

    private static partial class Log
    {
        [LoggerMessage(EventIds.WakeUpNotSent, LogLevel.Warning, "The workers could not be woken; they will find the deliveries by themselves within seconds.")]
        public static partial void WakeUpNotSent(ILogger logger, Exception exception);
    }
}
