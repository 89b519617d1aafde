using Webhooks.Core.Database;

namespace Webhooks.Tests.Unit.Database;

public sealed class RecentlyUsedTests
{
    [Fact]
    public async Task There_are_never_more_than_allowed_and_most_of_them_stay_when_more_come()
    {
        var copies = new RecentlyUsed<long, string>(1_000 * 500, static (_, _) => 500 - RecentlyUsed<long, string>.EntryBytes);
        for (var key = 0L; key < 20_000; key++)
        {
            copies.Keep(key, $"row {key}");
            Assert.InRange(copies.Count, 0, 1_000);
            Assert.InRange(copies.Bytes, 0, copies.MostBytes);
            if (key % 100 == 0)
            {
                await Task.Yield(); // What is too much is removed beside this.
            }
        }

        Assert.InRange(copies.Count, 500, 1_000);
    }

    [Fact]
    public void The_last_copy_counts_until_it_is_forgotten()
    {
        var copies = new RecentlyUsed<long, string>(10_000, static (_, _) => 0);
        copies.Keep(1, "old");

        Assert.Equal("new", copies.Keep(1, "new"));

        Assert.True(copies.TryGet(1, out var found));
        Assert.Equal("new", found);
        copies.Forget(1);
        Assert.False(copies.TryGet(1, out _));
    }
}
