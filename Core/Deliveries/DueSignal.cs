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

    /// <summary>Wakes the workers for these destinations; a failure is logged, not thrown.</summary>
    public Task SendAsync(IReadOnlyCollection<DueDestination> destinations, CancellationToken cancellationToken) =>
        destinations.Count == 0 ? Task.CompletedTask : SendAsync(PayloadOf(destinations), cancellationToken);

    /// <summary>Has the workers look at all destinations; a failure is logged, not thrown.</summary>
    public Task SendEverythingAsync(CancellationToken cancellationToken) => SendAsync(Everything, cancellationToken);

    private static string PayloadOf(IReadOnlyCollection<DueDestination> destinations) =>
        destinations.Count > MaxDestinationsNamed
            ? Everything
            : string.Join(',', destinations.Select(due => string.Create(CultureInfo.InvariantCulture, $"{due.TenantNo}.{due.DestinationNo}")));

    private async Task SendAsync(string payload, CancellationToken cancellationToken)
    {
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
