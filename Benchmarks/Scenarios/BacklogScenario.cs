using Npgsql;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;
using Webhooks.Core.Queue;
using Webhooks.ServiceDefaults;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// Whether anything gets slower when more waits: 10 thousand, 100 thousand, a million and 10 million deliveries in a thousand destinations
/// of one tenant. For each size:
/// <list type="number">
/// <item>The queue is filled to the size.</item>
/// <item>Claims of 500 deliveries out of 50 destinations, as the worker makes them, each released again; medians.</item>
/// <item>A worker is started and warmed up by another tenant's backlog, while the destinations are paused.</item>
/// <item>The destinations are enabled, and the clock runs from the first arrival until so many have arrived, the same number at every size.
/// Then they are paused and what was drained is put back. Several times; medians.</item>
/// <item>Publishes of another tenant go on beside the drains, at a fixed rate.</item>
/// </list>
/// </summary>
internal static class BacklogScenario
{
    private const double Bar = 1.5;
    private const int Destinations = 1_000;
    private const int ClaimedDestinations = 50;
    private const int TakeEach = 10;
    private const int Claims = 100;
    private const int FirstClaims = 20;
    private const int DrainRounds = 3;
    private const int WarmUpDeliveries = 20_000;
    private const double PublishPerSecond = 50;

    /// <summary>Of the smallest size, so that it does not run dry.</summary>
    private const double DrainedShare = 0.9;

    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken);
        var others = await rig.OthersAsync(cancellationToken);
        var crowd = await BenchTenant.CreateAsync(rig, api, "backlog", cancellationToken);
        var warmUp = await BenchTenant.CreateAsync(rig, api, "warm-up", cancellationToken);
        await crowd.AddDestinationsAsync(Destinations, cancellationToken, others.Receiver);
        await warmUp.AddDestinationsAsync(100, cancellationToken, others.Receiver);
        var scene = new Scene(
            rig, run, others, new BulkQueue(rig.Database, run.Say), crowd, warmUp,
            await WatchedTenant.CreateAsync(rig, api, run, cancellationToken));

        int[] all = [10_000, 100_000, 1_000_000, 10_000_000];
        var most = run.ChosenEvents ?? run.Size(all[^1], 1_000_000);
        int[] sizes = [.. all.Where(size => size <= Math.Max(most, all[1]))];
        var findings = new Findings();
        if (sizes.Length < all.Length)
        {
            findings.Notes.Add($"up to {sizes[^1]:N0} waiting instead of 10,000,000; same bars");
        }

        foreach (var size in sizes)
        {
            await MeasureAsync(scene, size, (int)(sizes[0] * DrainedShare), findings, cancellationToken);
        }

        double Growth(string name) => findings.Metrics[$"at_{sizes[^1]}_{name}"] / findings.Metrics[$"at_{sizes[0]}_{name}"];
        findings.Ratios["growth"] = Growth("claim_ms");
        findings.Ratios["growth_drain"] = 1 / Growth("per_second");
        findings.Ratios["growth_publish"] = Growth("publish_p50_ms");
        findings.RatioAtMost("growth", Bar);
        findings.RatioAtMost("growth_drain", Bar);
        findings.RatioAtMost("growth_publish", Bar);
        return findings;
    }

    private static async Task MeasureAsync(Scene scene, int size, int drained, Findings findings, CancellationToken cancellationToken)
    {
        var (rig, run, others, queue, crowd, warmUp, watched) = scene;
        run.Say($"  filling to {size:N0}"); // 1
        await others.ResetAsync(new SinkScript(CountOnly: true), cancellationToken);
        await crowd.SwitchDestinationsAsync(enabled: true, cancellationToken);
        await TopUpAsync(scene, size, cancellationToken);
        // Otherwise the data from filling would be written to disk during the measurement.
        await rig.Database.ExecuteAsync("checkpoint", cancellationToken);

        run.Say("    claiming"); // 2
        findings.Metrics[$"at_{size}_claim_ms"] = await ClaimAsync(scene, cancellationToken);

        run.Say("    draining"); // 3
        await crowd.SwitchDestinationsAsync(enabled: false, cancellationToken);
        var worker = await rig.StartWorkerAsync(cancellationToken);
        await queue.AddAsync([warmUp.ProjectNo], WarmUpDeliveries, cancellationToken);
        await queue.WakeWorkersAsync(cancellationToken);
        await ArriveAsync(scene, WarmUpDeliveries, cancellationToken);

        var rates = new List<double>(); // 4, 5
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var publishes = PublishAsync(watched, enough.Token, cancellationToken);
        for (var round = 0; round < DrainRounds; round++)
        {
            await TopUpAsync(scene, size, cancellationToken);
            await others.ResetAsync(new SinkScript(CountOnly: true), cancellationToken);
            await crowd.SwitchDestinationsAsync(enabled: true, cancellationToken);
            await queue.WakeWorkersAsync(cancellationToken);
            await ArriveAsync(scene, 1, cancellationToken);
            var start = run.Clock.GetTimestamp();
            var arrived = await ArriveAsync(scene, drained, cancellationToken);
            rates.Add(arrived / run.Clock.GetElapsedTime(start).TotalSeconds);
            await crowd.SwitchDestinationsAsync(enabled: false, cancellationToken);
        }

        findings.Metrics[$"at_{size}_per_second"] = Samples.Median(rates);
        await enough.CancelAsync();
        var answers = new Samples(await publishes);
        findings.Metrics[$"at_{size}_publish_p50_ms"] = answers.Percentile(0.50);
        findings.Metrics[$"at_{size}_publish_p99_ms"] = answers.Percentile(0.99);
        await worker.DisposeAsync();
    }

    private static async Task TopUpAsync(Scene scene, int size, CancellationToken cancellationToken) => await scene.Queue.AddAsync(
        [scene.Crowd.ProjectNo],
        size - await scene.Rig.Database.CountAsync($"delivery_queue where project_no = {scene.Crowd.ProjectNo}", cancellationToken),
        cancellationToken);

    /// <summary>Milliseconds of a claim, the median.</summary>
    private static async Task<double> ClaimAsync(Scene scene, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(
            DatabaseConnection.WithDefaults(scene.Rig.Database.ConnectionStringFor("bench-claims")));
        var queue = new DeliveryQueue(source);
        var first = await scene.Rig.Database.ScalarAsync<long>(
            $"select min(destination_no) from destinations where project_no = {scene.Crowd.ProjectNo}", cancellationToken);
        var worker = Guid.CreateVersion7(scene.Run.Clock.GetUtcNow());
        var milliseconds = new List<double>();
        for (var claim = 0; claim < FirstClaims + Claims; claim++)
        {
            var requests = Enumerable.Range(0, ClaimedDestinations)
                .Select(number => new ClaimRequest(first + (((claim * ClaimedDestinations) + number) % Destinations), TakeEach)).ToList();
            var start = scene.Run.Clock.GetTimestamp();
            var claimed = await queue.ClaimDueAsync(worker, Guid.CreateVersion7(scene.Run.Clock.GetUtcNow()), requests, cancellationToken);
            milliseconds.Add(scene.Run.Clock.GetElapsedTime(start).TotalMilliseconds);
            if (claimed.Deliveries.Count != ClaimedDestinations * TakeEach)
            {
                throw new BenchException($"A claim got {claimed.Deliveries.Count} deliveries instead of {ClaimedDestinations * TakeEach}.");
            }

            await queue.ReleaseAsync(claimed.Deliveries, cancellationToken);
        }

        return Samples.Median(milliseconds.Skip(FirstClaims));
    }

    /// <summary>Waits until so many have arrived.</summary>
    /// <returns>How many there were then.</returns>
    private static async Task<long> ArriveAsync(Scene scene, long wanted, CancellationToken cancellationToken)
    {
        for (var (most, progressAt) = (0L, scene.Run.Clock.GetTimestamp()); ;)
        {
            var arrived = (await scene.Others.CountsAsync(cancellationToken)).Requests;
            if (arrived >= wanted)
            {
                return arrived;
            }

            if (arrived > most)
            {
                (most, progressAt) = (arrived, scene.Run.Clock.GetTimestamp());
            }

            if (scene.Run.Clock.GetElapsedTime(progressAt) > GiveUpAfter)
            {
                throw new BenchException($"After {arrived:N0} of {wanted:N0} deliveries none arrived for {GiveUpAfter.TotalSeconds:0} s.");
            }

            await Task.Delay(Poll, scene.Run.Clock, cancellationToken);
        }
    }

    /// <summary>Publishes until it is cancelled. Returns the milliseconds from each publish to its answer.</summary>
    private static async Task<List<double>> PublishAsync(
        WatchedTenant watched, CancellationToken until, CancellationToken cancellationToken)
    {
        var milliseconds = new List<double>();
        while (!until.IsCancellationRequested)
        {
            milliseconds.AddRange(await watched.PublishAsync(PublishPerSecond, TimeSpan.FromSeconds(3), cancellationToken));
        }

        return milliseconds;
    }

    /// <summary>The parts that all measurements share.</summary>
    private sealed record Scene(
        Rig Rig, ScenarioRun Run, SinkClient Others, BulkQueue Queue, BenchTenant Crowd, BenchTenant WarmUp, WatchedTenant Watched);
}
