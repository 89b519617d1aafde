using Webhooks.AppHost;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>The statement that KEDA runs to find out how many workers are needed, on a migrated database.</summary>
public sealed class QueueScalerTests
{
    private const string Insert = """
        insert into delivery_queue (project_no, event_id, destination_no, due_at, created_at, lease_id)
        select project_no, gen_random_uuid(), destination_no, now() + $1, now(), $2::uuid from destinations, generate_series(1, $3) where id = $4
        """;

    [FactWithBicep]
    public async Task The_scaler_counts_deliveries_that_could_be_sent_now()
    {
        await using var database = await TestDatabase.CreateAsync();
        await AddDestinationsAsync(database);

        await AddAsync(database, 3, "active");
        await AddAsync(database, 5, "active", due: TimeSpan.FromHours(1));
        await AddAsync(database, 7, "active", lease: Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await AddAsync(database, 11, "paused");
        await AddAsync(database, 13, "deleted");

        Assert.Equal(3, await database.ScalarAsync<long>(await QueryAsync()));

        await database.ExecuteAsync(
            "insert into fan_outs (tenant_no, project_no, event_id, slice, at, destinations) values (1, 1, gen_random_uuid(), 0, now(), '{1,2,3,4}')");
        Assert.Equal(7, await database.ScalarAsync<long>(await QueryAsync()));
    }

    [FactWithBicep]
    public async Task An_empty_queue_counts_as_zero_and_not_as_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal(0, await database.ScalarAsync<long?>(await QueryAsync()));
    }

    [FactWithBicep]
    public async Task Counting_ends_where_the_most_workers_are_needed()
    {
        var worker = await AzureTemplate.ServiceAsync(ResourceNames.Worker);
        var rule = Assert.Single(worker.At("properties.template.scale.rules").EnumerateArray());
        var most = worker.At("properties.template.scale.maxReplicas")
            .GetInt32() * int.Parse(rule.TextAt("custom.metadata.targetQueryValue"), null);

        Assert.Contains($"limit {most})", await QueryAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> QueryAsync()
    {
        var rules = (await AzureTemplate.ServiceAsync(ResourceNames.Worker)).At("properties.template.scale.rules");
        return Assert.Single(rules.EnumerateArray()).TextAt("custom.metadata.query");
    }

    private static Task<int> AddDestinationsAsync(TestDatabase database) => database.ExecuteAsync("""
        insert into destinations (project_no, id, name, url, enabled, paused_at, event_types, agent_ids, retry_policy, created_at, updated_at, deleted_at)
        select p.project_no, d.id, d.id, 'https://example.com/', d.id <> 'paused', case when d.id = 'paused' then now() end, '{}', '{}', 'default',
               now(), now(), case when d.id = 'deleted' then now() end
        from (select min(project_no) as project_no from projects) p, unnest(array['active', 'paused', 'deleted']) as d (id)
        """);

    private static Task<int> AddAsync(TestDatabase database, int count, string destination, TimeSpan due = default, Guid? lease = null) =>
        database.ExecuteAsync(Insert, due, lease, count, destination);
}
