using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class HostResolverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Holds up the look-ups of names that begin with "black".</summary>
    private readonly ManualResetEventSlim answers = new();

    private readonly ConcurrentQueue<string> asked = new();
    private readonly HostResolver resolver;

    public HostResolverTests() => resolver = new HostResolver(host =>
    {
        asked.Enqueue(host);
        if (host.StartsWith("black", StringComparison.OrdinalIgnoreCase))
        {
            answers.Wait();
            throw new SocketException((int)SocketError.TryAgain);
        }

        return [IPAddress.Loopback];
    });

    public void Dispose()
    {
        answers.Set();
        answers.Dispose();
    }

    [Fact]
    public async Task Names_of_others_that_are_never_answered_hold_up_nobody()
    {
        using var gaveUp = new CancellationTokenSource();
        var hanging = Enumerable.Range(0, 1_000).Select(index => resolver.ResolveAsync($"black-{index}.example", 1, gaveUp.Token)).ToList();
        await gaveUp.CancelAsync();
        foreach (var look in hanging)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look);
        }

        Assert.Equal([IPAddress.Loopback], await resolver.ResolveAsync("fine.example", 2, CancellationToken.None).WaitAsync(Patience));
        answers.Set();
    }

    [Fact]
    public async Task A_name_is_looked_up_once_at_a_time_whoever_asks()
    {
        var looks = Enumerable.Range(0, 50)
            .Select(index => resolver.ResolveAsync(index % 2 == 0 ? "black.example" : "BLACK.example", index, CancellationToken.None))
            .ToList();
        answers.Set();
        foreach (var look in looks)
        {
            var failure = await Assert.ThrowsAsync<SocketException>(() => look.WaitAsync(Patience));
            Assert.Equal(SocketError.TryAgain, failure.SocketErrorCode);
        }

        Assert.Single(asked);
        await Assert.ThrowsAsync<SocketException>(
            () => resolver.ResolveAsync("black.example", 1, CancellationToken.None).WaitAsync(Patience));
        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public async Task A_slot_is_free_again_when_its_look_up_has_ended_and_not_when_the_caller_gives_up()
    {
        var one = new HostResolver(
            host =>
            {
                asked.Enqueue(host);
                answers.Wait();
                return [IPAddress.Loopback];
            },
            threads: 1);
        using var gaveUp = new CancellationTokenSource();
        var first = one.ResolveAsync("first.example", 1, gaveUp.Token);
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = one.ResolveAsync("second.example", 2, CancellationToken.None);
        Assert.DoesNotContain("second.example", asked);
        answers.Set();

        Assert.Equal([IPAddress.Loopback], await second.WaitAsync(Patience));
    }
}
