using Webhooks.Core.History;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>Looking at how the service is doing costs the same however much waits.</summary>
public sealed class StatusPlanTests(FilledDatabase filled) : IClassFixture<FilledDatabase>, IAsyncLifetime, IAsyncDisposable
{
    private readonly PlanRecorder recorder = new(filled.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => recorder.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Read_the_status()
    {
        await filled.Database.ExecuteAsync(
            """
            insert into attempt_minutes (project_no, destination_no, at, recorder, delivered, retry, failed, gone, latency)
            select $1, destination_no, now() - make_interval(mins => minute), 0, 1, 0, 0, 0, '{1}'
            from generate_series(1, 200) destination_no, generate_series(0, 60) minute
            on conflict do nothing
            """,
            filled.Project.ProjectNo);
        await filled.Database.ExecuteAsync("analyze attempt_minutes");

        await recorder.AssertPlansAsync(
            ["delivery_queue_due", "attempt_minutes_pkey"],
            () => new SystemStatusReader(recorder.DataSource, null, TimeProvider.System).ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_sample_of_the_queue_reads_few_of_its_pages()
    {
        await using var connection = await recorder.DataSource.OpenConnectionAsync();
        var pages = await filled.Database.ScalarAsync<long>(
            "select pg_relation_size('delivery_queue') / current_setting('block_size')::int");

        var plans = await recorder.RecordAsync(
            () => SystemStatusReader.ReadBacklogAsync(connection, (int)pages / 50, CancellationToken.None));

        Assert.InRange(Assert.Single(plans).Pages, 1, pages / 5);
    }
}
