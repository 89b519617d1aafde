using System.Globalization;
using Npgsql;
using Webhooks.Benchmarks.Rigging;
using Webhooks.LocalPostgres;
using Webhooks.ServiceDefaults;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// The programs that are hit, each of which can be started again where it was: an Api, two workers, PostgreSQL and, where the machine has
/// it, Redis.
/// </summary>
internal sealed class ChaosStage(Rig rig, ScenarioRun run)
{
    private static readonly TimeSpan ServerBackWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly Uri[] addresses = [.. Enumerable.Range(0, 3).Select(_ => new Uri($"http://127.0.0.1:{ServiceProcess.FreePort()}/"))];
    private readonly int redisPort = ServiceProcess.FreePort();

    public Rig Rig => rig;

    public ScenarioRun Run => run;

    /// <summary>Number 0 is the Api, the others are the workers.</summary>
    public ServiceProcess[] Programs { get; } = new ServiceProcess[3];

    /// <summary>null where there is none.</summary>
    public ServiceProcess? Redis { get; private set; }

    /// <summary>Programs of the service that ended although the scenario had not ended them.</summary>
    public int EndedByThemselves { get; private set; }

    public async Task<ApiProcess> StartAsync(CancellationToken cancellationToken)
    {
        if (RedisProcess.IsInstalled)
        {
            await StartRedisAsync(cancellationToken);
        }

        for (var number = 0; number < Programs.Length; number++)
        {
            await StartAsync(number, cancellationToken);
        }

        return new ApiProcess(Programs[0], addresses[0], rig.AdminKey);
    }

    public async Task StartAsync(int number, CancellationToken cancellationToken) => Programs[number] = await rig.StartHostAsync(
        number == 0 ? "Webhooks.Api" : "Webhooks.DeliveryWorker",
        addresses[number],
        Redis is null ? [] : [new($"ConnectionStrings__{ServiceNames.Cache}", RedisProcess.ConnectionString(redisPort))],
        cancellationToken);

    public async Task StartRedisAsync(CancellationToken cancellationToken)
    {
        Redis = await RedisProcess.StartAsync(redisPort, rig.Database.LogFolder, cancellationToken);
        rig.Add(Redis);
    }

    /// <summary>Acts as the supervisor of a service in production: a program that has ended is started again, and counted.</summary>
    public async Task ReviveAsync(CancellationToken cancellationToken)
    {
        for (var number = 0; number < Programs.Length; number++)
        {
            if (Programs[number].HasEnded)
            {
                EndedByThemselves++;
                run.Say($"    {(number == 0 ? "the Api" : "a worker")} had ended by itself. {Programs[number].LastLines()}");
                await StartAsync(number, cancellationToken);
            }
        }
    }

    /// <summary>Waits until PostgreSQL runs again, which starts itself unless it was stopped.</summary>
    public async Task StartServerAsync(CancellationToken cancellationToken)
    {
        for (var start = run.Clock.GetTimestamp(); run.Clock.GetElapsedTime(start) < ServerBackWithin;)
        {
            try
            {
                await rig.Database.StartServerAsync(cancellationToken);
                if (await TryReadAsync("select 1::bigint", cancellationToken) is 1)
                {
                    return;
                }
            }
            catch (EmbeddedPostgresException)
            {
                // The disk may still be full.
            }

            await Task.Delay(Poll, run.Clock, cancellationToken);
        }

        throw new BenchException($"PostgreSQL does not run again. Its log: {rig.Database.LogFile}");
    }

    /// <summary>
    /// Deliveries leased now: what is in flight, and what waits for its turn in the memory of a worker. null while the database does not
    /// tell.
    /// </summary>
    public async Task<long?> ReadLeasedAsync(CancellationToken cancellationToken) =>
        await TryReadAsync("select count(*) from delivery_queue where lease_id is not null", cancellationToken);

    /// <summary>Waits until others have taken what a worker held when it was silenced.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> TakeOverAsync(int processId, CancellationToken cancellationToken)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            select count(*) from delivery_queue q join workers w on w.worker_id = q.worker_id
            where q.lease_id is not null and w.name like '%:{processId}'
            """);
        var start = run.Clock.GetTimestamp();
        while (run.Clock.GetElapsedTime(start) < ServerBackWithin && await TryReadAsync(sql, cancellationToken) is not 0)
        {
            await Task.Delay(Poll, run.Clock, cancellationToken);
        }

        return run.Clock.GetElapsedTime(start);
    }

    private async Task<long?> TryReadAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = rig.Database.Source.CreateCommand(sql);
            command.CommandTimeout = 5;
            return (long?)await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return null;
        }
    }
}
