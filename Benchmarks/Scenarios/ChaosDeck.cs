using System.Globalization;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>Deals the blows, each kind once before any comes twice, and keeps what follows from them.</summary>
internal sealed class ChaosDeck
{
    private const double ShortestSeconds = 3;
    private const double LongestSeconds = 7;

    private readonly ChaosStage stage;
    private readonly ChaosWatch watch;
    private readonly Random random;
    private readonly Queue<ChaosBlow> deck = new();
    private readonly IReadOnlyList<ChaosBlow> kinds;

    public ChaosDeck(ChaosStage stage, ChaosWatch watch, Random random, ICollection<string> notes)
    {
        (this.stage, this.watch, this.random) = (stage, watch, random);
        kinds = ChaosBlow.On(stage, notes);
    }

    /// <summary>How many were dealt.</summary>
    public int Blows { get; private set; }

    /// <summary>Deliveries that may have been sent twice: what was leased at each blow that can cause it.</summary>
    public long InFlight { get; private set; }

    public TimeSpan LongestTakeover { get; private set; }

    /// <summary>The times when the Api could not answer.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To)> ApiAway { get; } = [];

    public async Task DealAsync(CancellationToken cancellationToken)
    {
        if (deck.Count == 0)
        {
            var shuffled = kinds.ToArray();
            random.Shuffle(shuffled);
            Array.ForEach(shuffled, deck.Enqueue);
        }

        var blow = deck.Dequeue();
        var hold = TimeSpan.FromSeconds(ShortestSeconds + (random.NextDouble() * (LongestSeconds - ShortestSeconds)));
        Blows++;
        InFlight += blow.MayRepeat ? watch.MostLeased : 0;
        var from = stage.Run.Clock.GetUtcNow();
        var takeover = await blow.RunAsync(stage, hold, cancellationToken);
        var to = stage.Run.Clock.GetUtcNow();
        stage.Run.Say(string.Create(CultureInfo.InvariantCulture, $"  {blow.Name}: {(to - from).TotalSeconds:0.0} s"));
        if (blow.TakesApi)
        {
            ApiAway.Add((from, to));
        }

        if (takeover > LongestTakeover)
        {
            LongestTakeover = takeover.Value;
        }

        var revivedFrom = stage.EndedByThemselves;
        await stage.ReviveAsync(cancellationToken);
        if (stage.EndedByThemselves > revivedFrom)
        {
            ApiAway.Add((from, stage.Run.Clock.GetUtcNow()));
        }
    }
}
