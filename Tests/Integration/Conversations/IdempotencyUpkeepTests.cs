using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Conversations;

public sealed class IdempotencyUpkeepTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_worker_removes_keys_that_have_run_out_however_many()
    {
        await database.ExecuteAsync(
            """
            insert into idempotency_keys (project_no, key, request_hash, status, body, created_at)
            select 1, 'key-' || n, '\x00', 201, '\x00', now() - case when n <= 3 then interval '71 hours' else interval '73 hours' end
            from generate_series(1, 5000) n
            """);

        await using var worker = await WorkerApplication.StartAsync(database);

        await Eventually.BecomesTrueAsync(async () => await database.CountAsync("idempotency_keys") == 3, "three keys are left");
    }
}
