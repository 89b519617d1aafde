using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Webhooks.Core.Limits;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Limits;

/// <summary>Limits that a store counts, and what a process lets through while the store is away.</summary>
public sealed class SharedRatesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // So slow to fill up that nothing is added during a test.
    private static readonly RateLimit Limit = new(80, 1e-6);

    [Fact]
    public async Task A_process_goes_on_from_what_the_store_last_said_when_it_goes_away()
    {
        var key = RateKey.Of("test", "goes on");
        var elsewhere = TokensOf(database.DataSource);
        Assert.NotNull(await elsewhere.TakeAsync(key, Limit, 70));
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var rates = new SharedRates(TokensOf(source), TimeProvider.System);

        // Two of its own share, two of the ten that are left; then eight more.
        Assert.Equal(4, await TakenAsync(rates, key, 4));
        await source.DisposeAsync();

        Assert.Equal(8, await TakenAsync(rates, key, 80));
    }

    [Fact]
    public async Task A_process_that_never_heard_of_a_caller_counts_for_itself_while_the_store_is_away()
    {
        var source = NpgsqlDataSource.Create(database.ConnectionString);
        await source.DisposeAsync();
        var rates = new SharedRates(TokensOf(source), TimeProvider.System);

        Assert.InRange(await TakenAsync(rates, RateKey.Of("test", "new"), 200), 80, 82);
    }

    private static SharedTokens TokensOf(NpgsqlDataSource source) =>
        new(source, null, TimeProvider.System, NullLogger<SharedTokens>.Instance);

    private static async Task<int> TakenAsync(SharedRates rates, RateKey key, int times)
    {
        var taken = 0;
        for (var number = 0; number < times; number++)
        {
            taken += await rates.RefuseAsync(key, Limit) is null ? 1 : 0;
        }

        return taken;
    }
}
