using Webhooks.Core.Events;

namespace Webhooks.Tests.Unit.Events;

public sealed class TurnsTests
{
    [Fact]
    public async Task Those_that_want_the_same_take_turns_and_others_do_not_wait()
    {
        var turns = new Turns<string>();
        var first = await turns.TakeAsync("a", CancellationToken.None);
        var second = turns.TakeAsync("a", CancellationToken.None);
        using var other = await turns.TakeAsync("b", CancellationToken.None);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
        (await turns.TakeAsync("a", CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_does_not_hold_up_who_comes_after()
    {
        var turns = new Turns<string>();
        using var enough = new CancellationTokenSource();
        var first = await turns.TakeAsync("a", CancellationToken.None);
        var second = turns.TakeAsync("a", enough.Token);
        var third = turns.TakeAsync("a", CancellationToken.None);

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        (await third).Dispose();
    }

    [Fact]
    public async Task Only_one_at_a_time_has_its_turn()
    {
        var turns = new Turns<int>();
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 50; round++)
            {
                using var turn = await turns.TakeAsync(1, CancellationToken.None);
                most = Math.Max(most, ++inside);
                await Task.Yield();
                inside--;
            }
        })));

        Assert.Equal((0, 1), (inside, most));
    }
}
