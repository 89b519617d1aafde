using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

/// <summary>A worker that dies with the receiver's answer in its hands: nothing of the attempt is recorded, so it is made again.</summary>
public sealed class KilledAfterAnswerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_delivery_whose_worker_is_killed_after_the_answer_is_sent_again_by_another_worker()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var killed = await ServiceProcess.StartAsync("DeliveryWorker", database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());

        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            // Holds up the record, so that the worker dies in the middle of it.
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var command = new Npgsql.NpgsqlCommand("lock table deliveries in share mode", connection, transaction))
            {
                await command.ExecuteNonQueryAsync();
            }

            await project.PublishAsync("order-1");
            await receiver.WaitForRequestsAsync(1);
            await Eventually.BecomesTrueAsync(async () => await CountWaitingForLockAsync() > 0, "the record waits");
            await killed.KillAsync();
            await database.ExecuteAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
            await Eventually.BecomesTrueAsync(async () => await CountWaitingForLockAsync() == 0, "the record is broken off");
        }

        Assert.Equal(0, await database.CountAsync("recorded_attempts"));
        await using var other = await WorkerApplication.StartAsync(database);

        var delivery = await project.WaitForDeliveryAsync("order-1", destination.Id, DeliveryState.Delivered);
        Assert.Equal(1, delivery.AttemptCount);
        Assert.Equal(["order-1", "order-1"], receiver.Requests.Select(request => request.Header("webhook-id")));
    }

    private Task<long> CountWaitingForLockAsync() =>
        database.CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
}
