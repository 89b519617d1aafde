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

        Assert.Equal(["a", "b", "c"], queue.Take());
        Assert.Equal(["d"], queue.Take());
        Assert.Empty(queue.Take());
    }

    [Fact]
    public async Task Deliveries_that_fill_more_than_ten_transactions_or_more_than_one_by_themselves_are_put_off()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxDeliveriesPerTransaction = 1_000 });
        await AddAsync(queue, Large, 400, [.. Enumerable.Range(1, 25).Select(number => $"{number}")]);
        await AddAsync(queue, Large, 400, "c", "d");
        await AddAsync(queue, Small, 5_000, "f");
        await AddAsync(queue, Small, 400, "g");

        var taken = new List<string>();
        for (var next = queue.Take(); next.Count > 0; next = queue.Take())
        {
            taken.AddRange(next);
        }

        Assert.Equal(29, taken.Count);
        Assert.Equal(["c later", "d later", "f later"], taken.Where(item => item.EndsWith("later", StringComparison.Ordinal)).Order());
        await AddAsync(queue, Large, 400, "h");
        Assert.Equal(["h"], queue.Take());
    }

    [Fact]
    public async Task Events_with_few_deliveries_are_never_put_off()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxDeliveriesPerTransaction = 4, MaxEventsPerTransaction = 100 });
        await AddAsync(queue, Small, 2, "a", "b", "c");

        Assert.Equal(["a", "b"], queue.Take());
        Assert.Equal(["c"], queue.Take());
    }

    [Fact]
    public async Task A_tenant_that_comes_behind_a_large_batch_is_in_the_next_transaction()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxEventsPerTransaction = 10 });
        await AddAsync(queue, Large, 100, [.. Enumerable.Range(0, 50).Select(number => $"large-{number}")]);
        queue.Take();
        await AddAsync(queue, Small, 1, "small");

        var next = queue.Take();

        Assert.Contains("small", next);
        Assert.Equal(10, next.Count);
    }

    [Fact]
    public async Task Every_tenant_has_its_share_of_a_transaction()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxEventsPerTransaction = 10 });
        await AddAsync(queue, 7, 1, [.. Enumerable.Range(0, 20).Select(number => $"7-{number}")]);
        await AddAsync(queue, 8, 1, [.. Enumerable.Range(0, 20).Select(number => $"8-{number}")]);

        var taken = queue.Take();

        Assert.Equal((5, 5), (taken.Count(item => item[0] == '7'), taken.Count(item => item[0] == '8')));
    }

    [Fact]
    public async Task What_some_tenants_do_not_need_of_their_share_others_have()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxEventsPerTransaction = 10 });
        await AddAsync(queue, 7, 1, [.. Enumerable.Range(0, 20).Select(number => $"7-{number}")]);
        await AddAsync(queue, 8, 1, "8");

        Assert.Equal(10, queue.Take().Count);
    }

    [Fact]
    public async Task An_event_that_does_not_fit_any_more_is_the_first_of_the_next_transaction()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxDeliveriesPerTransaction = 1_000 });
        await AddAsync(queue, Small, 1, "small");
        await AddAsync(queue, Large, 1_000, "large");

        Assert.Equal(["small"], queue.Take());
        await AddAsync(queue, Small, 1, "another");
        Assert.Equal(["large"], queue.Take());
        Assert.Equal(["another"], queue.Take());
    }

    [Fact]
    public async Task A_tenant_with_too_many_waits_and_others_do_not()
    {
        var queue = new PublishQueue<string>(new PublishOptions { MaxWaiting = 2 });
        await AddAsync(queue, Large, 1, "a", "b");
        var third = AddAsync(queue, Large, 1, "c");
        await AddAsync(queue, Small, 1, "small");

        Assert.False(third.IsCompleted);
        Assert.Equal(3, queue.Take().Count);
        await third;
        Assert.Equal(["c"], queue.Take());
    }

    [Fact]
    public async Task After_the_end_nothing_is_taken_in_and_what_waits_is_handed_out()
    {
        var queue = new PublishQueue<string>(new PublishOptions());
        await AddAsync(queue, Small, 1, "a");
        queue.Complete();

        await Assert.ThrowsAsync<ChannelClosedException>(() => AddAsync(queue, Small, 1, "b"));

        Assert.True(await queue.WaitAsync());
        Assert.Equal(["a"], queue.Take());
        Assert.False(await queue.WaitAsync());
    }

    private static async Task AddAsync(PublishQueue<string> queue, long tenantNo, int deliveries, params string[] items)
    {
        foreach (var item in items)
        {
            await queue.AddAsync(tenantNo, deliveries, isPutOff => isPutOff ? $"{item} later" : item, CancellationToken.None);
        }
    }
}
