using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Webhooks.Core.Database;

/// <summary>
/// Whether the database can work, answered within <see cref="DatabasePulse.Patience"/>. Starts the repair of missing partitions, so that an
/// idle process finds and repairs them, too.
/// </summary>
internal sealed class DatabaseHealthCheck(DatabasePulse pulse, PartitionRepair repair) : IHealthCheck
{
    /// <summary>Receivers refuse signatures that are off by more than five minutes; this leaves time to correct the clock.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var look = await pulse.LookAsync();
        if (look.MissingDay is not null)
        {
            repair.Start();
        }

        return Describe(look);
    }

    internal static HealthCheckResult Describe(DatabaseLook look)
    {
        if (look.Trouble is { } trouble)
        {
            return HealthCheckResult.Unhealthy(look.Reason is { } reason
                ? $"The database {DatabaseTroubles.Describe(trouble)}: {reason}."
                : $"The database {DatabaseTroubles.Describe(trouble)}.");
        }

        if (look.ClockAhead.Duration() > MaxSkew)
        {
            return HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture,
                $"The clock is {look.ClockAhead.Duration():c} {(look.ClockAhead > TimeSpan.Zero ? "ahead of" : "behind")} the database's."));
        }

        return look.MissingDay is { } day
            ? HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} has no partition yet."))
            : HealthCheckResult.Healthy();
    }

    /// <summary>Registers the check once, however many parts of a process request it.</summary>
    internal sealed class Registration : IConfigureOptions<HealthCheckServiceOptions>
    {
        public void Configure(HealthCheckServiceOptions options) => options.Registrations.Add(new HealthCheckRegistration(
            "database",
            static provider => ActivatorUtilities.CreateInstance<DatabaseHealthCheck>(provider),
            failureStatus: null,
            tags: null));
    }
}
