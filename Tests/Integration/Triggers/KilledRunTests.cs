using Webhooks.Contracts;
using Webhooks.Core.Triggers;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Triggers;

/// <summary>Whenever a worker is killed, no invocation stays pending, and no reply is lost or stored twice.</summary>
public sealed class KilledRunTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Answer Thanks = Answer.Status(200, """{"content":"Thank you."}""");

    [Fact]
    public async Task A_worker_killed_while_the_agent_thinks_leaves_the_run_to_another()
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Thanks;
        agent.Enqueue(Answer.Hang);
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var killed = await ServiceProcess.StartAsync("DeliveryWorker", database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url());
        var invocation = Assert.Single(await scene.InvokeAsync());
        await agent.WaitForRequestsAsync(1);

        await killed.KillAsync();
        await using var other = await WorkerApplication.StartAsync(database);

        Assert.Equal(InvocationStatus.Success, await scene.WaitUntilFinishedAsync(invocation));
        Assert.Equal(["user: A push to main.", "assistant: Thank you."], await scene.MessagesAsync(invocation));
    }

    [Fact]
    public async Task A_worker_killed_in_the_middle_of_the_record_leaves_no_half_of_it()
    {
        await using var agent = FakeReceiver.Start();
        agent.Default = Thanks;
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var killed = await ServiceProcess.StartAsync("DeliveryWorker", database);
        var scene = await RunScene.CreateAsync(database, app, agent.Url());
        Invocation invocation;
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            // Stops the record after the attempt and before the reply.
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var command = new Npgsql.NpgsqlCommand("lock table attempt_minutes in share mode", connection, transaction))
            {
                await command.ExecuteNonQueryAsync();
            }

            invocation = Assert.Single(await scene.InvokeAsync());
            await Eventually.BecomesTrueAsync(async () => await CountWaitingForLockAsync() > 0, "the record waits");
            await killed.KillAsync();
            await database.ExecuteAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
            await Eventually.BecomesTrueAsync(async () => await CountWaitingForLockAsync() == 0, "the record is broken off");
        }

        Assert.Equal(InvocationStatus.Pending, await scene.StatusAsync(invocation));
        Assert.Equal(0, await database.CountAsync("recorded_attempts"));
        await using var other = await WorkerApplication.StartAsync(database);

        Assert.Equal(InvocationStatus.Success, await scene.WaitUntilFinishedAsync(invocation));
        Assert.Equal(["user: A push to main.", "assistant: Thank you."], await scene.MessagesAsync(invocation));
    }

    private Task<long> CountWaitingForLockAsync() =>
        database.CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
}
