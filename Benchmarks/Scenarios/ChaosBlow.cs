using Npgsql;
using Webhooks.Benchmarks.Rigging;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>One thing that goes wrong and is repaired again.</summary>
/// <param name="Name">Name shown to people.</param>
/// <param name="RunAsync">Does it, holds it for the time given, repairs it. Returns how long a takeover took, where there was one to wait
/// for.</param>
internal sealed record ChaosBlow(string Name, Func<ChaosStage, TimeSpan, CancellationToken, Task<TimeSpan?>> RunAsync)
{
    /// <summary>Whether the Api itself is gone or frozen meanwhile, so that publishes get no answer.</summary>
    public bool TakesApi { get; init; }

    /// <summary>Whether deliveries that are in flight may be sent twice because of it.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>All that can be done on this machine, and a word on each that cannot.</summary>
    public static IReadOnlyList<ChaosBlow> On(ChaosStage stage, ICollection<string> leftOut)
    {
        var blows = new List<ChaosBlow>
        {
            new("the Api is killed", KillApiAsync) { TakesApi = true },
            new("a worker is killed", (stage, _, cancellationToken) => KillWorkerAsync(stage, cancellationToken)) { MayRepeat = true },
            new("the Api is frozen", FreezeApiAsync) { TakesApi = true },
            new("a worker is frozen", (stage, _, cancellationToken) => FreezeWorkerAsync(stage, cancellationToken)) { MayRepeat = true },
            new("PostgreSQL is killed", (stage, _, cancellationToken) => KillServerAsync(stage, cancellationToken)) { MayRepeat = true },
            new("PostgreSQL is away", StopServerAsync) { MayRepeat = true },
            new("PostgreSQL is read-only", MakeReadOnlyAsync) { MayRepeat = true },
        };
        AddOrSay(OperatingSystem.IsLinux(), new("PostgreSQL is frozen", FreezeServerAsync) { MayRepeat = true }, "takes Linux");
        AddOrSay(
            stage.Rig.Disk is not null, new("the disk is full", FillDiskAsync) { MayRepeat = true },
            "takes Linux and the right to mount a small disk");
        AddOrSay(stage.Redis is not null, new("Redis is killed", KillRedisAsync), "redis-server is not installed");
        AddOrSay(stage.Redis is not null, new("Redis is frozen", FreezeRedisAsync), "redis-server is not installed");
        return blows;

        void AddOrSay(bool isPossible, ChaosBlow blow, string why)
        {
            if (isPossible)
            {
                blows.Add(blow);
            }
            else
            {
                leftOut.Add($"left out: {blow.Name} ({why})");
            }
        }
    }

    private static async Task<TimeSpan?> KillApiAsync(ChaosStage stage, TimeSpan hold, CancellationToken cancellationToken)
    {
        await stage.Programs[0].KillAsync(cancellationToken);
        await Task.Delay(hold / 4, stage.Run.Clock, cancellationToken);
        await stage.StartAsync(0, cancellationToken);
        return null;
    }

    private static async Task<TimeSpan?> FreezeApiAsync(ChaosStage stage, TimeSpan hold, CancellationToken cancellationToken)
    {
        await HoldAsync(stage, stage.Programs[0].Id, hold, cancellationToken);
        return null;
    }

    /// <summary>Started again only when the other worker has taken over: how long that takes is a promise.</summary>
    private static async Task<TimeSpan?> KillWorkerAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var worker = stage.Programs[1].Id;
        await stage.Programs[1].KillAsync(cancellationToken);
        var taken = await stage.TakeOverAsync(worker, cancellationToken);
        await stage.StartAsync(1, cancellationToken);
        return taken;
    }

    /// <summary>As above; it wakes with leases that it has lost.</summary>
    private static async Task<TimeSpan?> FreezeWorkerAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var worker = stage.Programs[2].Id;
        ProcessSignals.Send(worker, ProcessSignals.Stop);
        try
        {
            return await stage.TakeOverAsync(worker, cancellationToken);
        }
        finally
        {
            ProcessSignals.Send(worker, ProcessSignals.Continue);
        }
    }

    private static async Task<TimeSpan?> KillServerAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        stage.Rig.Database.KillServer();
        await stage.StartServerAsync(cancellationToken);
        return null;
    }

    private static async Task<TimeSpan?> StopServerAsync(ChaosStage stage, TimeSpan hold, CancellationToken cancellationToken)
    {
        await stage.Rig.Database.StopServerAsync();
        await Task.Delay(hold, stage.Run.Clock, cancellationToken);
        await stage.StartServerAsync(cancellationToken);
        return null;
    }

    private static async Task<TimeSpan?> FreezeServerAsync(ChaosStage stage, TimeSpan hold, CancellationToken cancellationToken)
    {
        stage.Rig.Database.SignalServer(ProcessSignals.Stop);
        try
        {
            await Task.Delay(hold, stage.Run.Clock, cancellationToken);
        }
        finally
        {
            stage.Rig.Database.SignalServer(ProcessSignals.Continue);
        }

        return null;
    }

    /// <summary>As a fail-over to a standby leaves it: it answers, and refuses every write.</summary>
    private static async Task<TimeSpan?> MakeReadOnlyAsync(ChaosStage stage, TimeSpan hold, CancellationToken cancellationToken)
    {
        await SetReadOnlyAsync(stage, "on", cancellationToken);
        await Task.Delay(hold, stage.Run.Clock, cancellationToken);
        await SetReadOnlyAsync(stage, "off", cancellationToken);
        return null;
    }

    private static async Task SetReadOnlyAsync(ChaosStage stage, string value, CancellationToken cancellationToken)
    {
        // A connection of its own that is not read-only itself.
        var settings = new NpgsqlConnectionStringBuilder(stage.Rig.Database.AdministratorConnectionStringFor("bench-read-only"))
        {
            Options = "-c default_transaction_read_only=off",
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var sql in (string[])[$"alter system set default_transaction_read_only = {value}", "select pg_reload_conf()"])
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>PostgreSQL may stop itself over it; then it starts itself when there is room.</summary>
    private static async Task<TimeSpan?> FillDiskAsync(ChaosStage stage, TimeSpan hold, CancellationToken cancellationToken)
    {
        if (stage.Rig.Disk is { } disk)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var filling = disk.FillAsync(stage.Run.Clock, enough.Token);
            try
            {
                await Task.Delay(hold, stage.Run.Clock, cancellationToken);
            }
            finally
            {
                await enough.CancelAsync();
                await filling;
                disk.MakeRoom();
            }
        }

        // A process that is about to end needs some time for it.
        await Task.Delay(TimeSpan.FromSeconds(1), stage.Run.Clock, cancellationToken);
        await stage.StartServerAsync(cancellationToken);
        return null;
    }

    private static async Task<TimeSpan?> KillRedisAsync(ChaosStage stage, TimeSpan hold, CancellationToken cancellationToken)
    {
        // Only offered where there is a Redis.
        await stage.Redis!.KillAsync(cancellationToken);
        await Task.Delay(hold, stage.Run.Clock, cancellationToken);
        await stage.StartRedisAsync(cancellationToken);
        return null;
    }

    private static async Task<TimeSpan?> FreezeRedisAsync(ChaosStage stage, TimeSpan hold, CancellationToken cancellationToken)
    {
        // As above.
        await HoldAsync(stage, stage.Redis!.Id, hold, cancellationToken);
        return null;
    }

    private static async Task HoldAsync(ChaosStage stage, int processId, TimeSpan hold, CancellationToken cancellationToken)
    {
        ProcessSignals.Send(processId, ProcessSignals.Stop);
        try
        {
            await Task.Delay(hold, stage.Run.Clock, cancellationToken);
        }
        finally
        {
            ProcessSignals.Send(processId, ProcessSignals.Continue);
        }
    }
}
