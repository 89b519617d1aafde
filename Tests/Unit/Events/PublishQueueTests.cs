using System.Threading.Channels;
using Webhooks.Core.Events;

namespace Webhooks.Tests.Unit.Events;

public sealed class PublishQueueTests
{
    private const long Large = 1;
    private const long Small = 2;

    [Fact]
    public async Task Events_of_one_tenant_share_a_transaction_in_their_order()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxEventsPerTransaction = 3 });
        await AddAsync(queue, Small, 1, "a", "b", "c", "d");

        Assert.Equal(["a", "b", "c"], Take(queue).Items);
        Assert.Equal(["d"], Take(queue).Items);
        Assert.Empty(Take(queue).Items);
    }

    [Fact]
    public async Task Whoever_comes_behind_a_large_batch_is_stored_beside_its_first_transaction()
    {
        var queue = new PublishQueue<string>(new PublishOptions { Writers = 2, MaxDeliveriesPerTransaction = 1_000 });
        await AddAsync(queue, Large, 100, [.. Enumerable.Range(0, 50).Select(number => $"large-{number}")]);
        var first = Take(queue);
        await AddAsync(queue, Small, 1, "small");

        var second = Take(queue);

        Assert.True(first.IsLarge);
        Assert.Equal(10, first.Items.Count);
        Assert.False(second.IsLarge);
        Assert.Contains("small", second.Items);
        Assert.InRange(second.Items.Count, 2, 4);
    }

    [Fact]
    public async Task One_writer_at_least_makes_no_large_transaction()
    {
        var queue = new PublishQueue<string>(new PublishOptions { Writers = 3, MaxDeliveriesPerTransaction = 1_000 });
        await AddAsync(queue, Large, 1_000, "one", "two", "three");
        var (one, two) = (Take(queue), Take(queue));

        Assert.Empty(Take(queue).Items);
        queue.Done(one.IsLarge);
        Assert.Equal(["three"], Take(queue).Items);
        Assert.Equal((true, true), (one.IsLarge, two.IsLarge));
    }

    [Fact]
    public async Task With_one_writer_large_and_small_take_turns()
    {
        var queue = new PublishQueue<string>(new PublishOptions { Writers = 1, MaxDeliveriesPerTransaction = 600 });
        await AddAsync(queue, Large, 600, "one", "two");
        await AddAsync(queue, Small, 1, "small");
        var order = new List<string>();
        for (var (items, isLarge) = Take(queue); items.Count > 0; (items, isLarge) = Take(queue))
        {
            order.Add(string.Join(',', items));
            queue.Done(isLarge);
        }

        Assert.Equal(["one", "small", "two"], order);
    }

    [Fact]
    public async Task Every_tenant_has_its_share_of_a_transaction()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxEventsPerTransaction = 10 });
        await AddAsync(queue, 7, 1, [.. Enumerable.Range(0, 20).Select(number => $"7-{number}")]);
        await AddAsync(queue, 8, 1, [.. Enumerable.Range(0, 20).Select(number => $"8-{number}")]);

        var taken = Take(queue).Items;

        Assert.Equal((5, 5), (taken.Count(item => item[0] == '7'), taken.Count(item => item[0] == '8')));
    }

    [Fact]
    public async Task An_event_that_is_too_large_for_what_others_share_is_the_next_and_not_the_last()
    {
        var queue = new PublishQueue<string>(new PublishOptions { Writers = 2 });
        await AddAsync(queue, 3, 1_000, "under way");
        var underWay = Take(queue);
        await AddAsync(queue, Large, 1_000, "large");
        for (var number = 0; number < 5; number++)
        {
            await AddAsync(queue, Small, 1, $"small-{number}");
            Assert.Equal([$"small-{number}"], Take(queue).Items);
        }

        queue.Done(underWay.IsLarge);
        await AddAsync(queue, Small, 1, "small");
        Assert.Equal(["large"], Take(queue).Items);
    }

    [Fact]
    public async Task A_tenant_with_too_many_waits_and_others_do_not()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxWaiting = 2 });
        await AddAsync(queue, Large, 1, "a", "b");
        var third = queue.AddAsync(Large, "c", 1, CancellationToken.None).AsTask();
        await AddAsync(queue, Small, 1, "small");

        Assert.False(third.IsCompleted);
        Assert.Equal(3, Take(queue).Items.Count);
        await third;
        Assert.Equal(["c"], Take(queue).Items);
    }

    [Fact]
    public async Task After_the_end_nothing_is_taken_in_and_what_waits_is_handed_out()
    {
        var queue = new PublishQueue<string>(new PublishOptions());
        await AddAsync(queue, Small, 1, "a");
        queue.Complete();

        await Assert.ThrowsAsync<ChannelClosedException>(() => AddAsync(queue, Small, 1, "b"));

        Assert.True(await queue.WaitAsync());
        Assert.Equal(["a"], Take(queue).Items);
        Assert.False(await queue.WaitAsync());
    }

    private static async Task AddAsync(PublishQueue<string> queue, long tenantNo, int deliveries, params string[] items)
    {
        foreach (var item in items)
        {
            await queue.AddAsync(tenantNo, item, deliveries, CancellationToken.None);
        }
    }

    private static (List<string> Items, bool IsLarge) Take(PublishQueue<string> queue)
    {
        var items = new List<string>();
        return (items, queue.Take(items));
    }
}
