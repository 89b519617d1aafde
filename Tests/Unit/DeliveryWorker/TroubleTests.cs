using Webhooks.Core.Telemetry;
using Webhooks.DeliveryWorker.Engine;

namespace Webhooks.Tests.Unit.DeliveryWorker;

/// <summary>How a worker behaves while the same thing goes wrong again and again.</summary>
public sealed class TroubleTests
{
    private readonly TickClock clock = new();

    [Fact]
    public void Of_each_kind_of_trouble_a_few_lines_a_minute_are_written_and_they_tell_how_often_it_happened()
    {
        var troubles = new TroubleLog<Trouble>(clock, TimeSpan.FromSeconds(30));
        var lines = new List<int>();
        for (var number = 0; number < 60_000; number++)
        {
            if (troubles.IsNews(Trouble.Claim, out var times))
            {
                lines.Add(times);
            }

            clock.Ticks += TimeSpan.TicksPerMillisecond;
        }

        Assert.Equal([1, 30_000], lines);
        Assert.True(troubles.IsNews(Trouble.Record, out var first));
        Assert.Equal(1, first);
    }

    [Fact]
    public void Waits_double_up_to_the_limit_and_begin_again_after_a_success()
    {
        var backOff = new BackOff(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(2));

        Assert.Equal([250, 500, 1_000, 2_000, 2_000], Enumerable.Range(0, 5).Select(_ => backOff.Next().TotalMilliseconds));
        backOff.Reset();
        Assert.Equal(250, backOff.Next().TotalMilliseconds);
    }

    private sealed class TickClock : TimeProvider
    {
        public long Ticks { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
