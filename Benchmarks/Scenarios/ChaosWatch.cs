using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// Looks on while things go wrong: what is leased, ten times a second, and the memory of the service's programs, once a second.
/// </summary>
internal sealed class ChaosWatch(ChaosStage stage)
{
    private const int TicksPerSecond = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1.0 / TicksPerSecond);

    /// <summary>How far back a blow looks for what was in flight: it cannot be counted at exactly that time.</summary>
    private const int TicksBack = 2 * TicksPerSecond;

    private readonly Queue<long> leased = new();
    private readonly List<double> megabytes = [];
    private readonly Lock gate = new();

    /// <summary>The most that was leased in the last two seconds.</summary>
    public long MostLeased
    {
        get
        {
            lock (gate)
            {
                return leased.Count == 0 ? 0 : leased.Max();
            }
        }
    }

    /// <summary>The most memory that Api and workers had together.</summary>
    public double MostMegabytes => megabytes.Count == 0 ? double.NaN : megabytes.Max();

    /// <summary>Memory of the last third by that of the third before: at the beginning a program still grows into its work.</summary>
    public double MemoryGrowth
    {
        get
        {
            var third = megabytes.Count / 3;
            return Samples.Median(megabytes.Skip(2 * third)) / Samples.Median(megabytes.Skip(third).Take(third));
        }
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken until)
    {
        for (var tick = 0; !until.IsCancellationRequested; tick++)
        {
            try
            {
                if (await stage.ReadLeasedAsync(until) is { } count)
                {
                    Enter(count);
                }

                await Task.Delay(Tick, stage.Run.Clock, until);
            }
            catch (OperationCanceledException) when (until.IsCancellationRequested)
            {
                return;
            }

            if (tick % TicksPerSecond == 0 && stage.Programs.All(program => !program.HasEnded))
            {
                EnterMemory();
            }
        }
    }

    private void Enter(long count)
    {
        lock (gate)
        {
            leased.Enqueue(count);
            if (leased.Count > TicksBack)
            {
                leased.Dequeue();
            }
        }
    }

    private void EnterMemory()
    {
        try
        {
            megabytes.Add(stage.Programs.Sum(ProcessMemory.MegabytesOf));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // One has ended just now.
        }
    }
}
