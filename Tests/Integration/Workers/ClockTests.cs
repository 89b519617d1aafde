using Microsoft.Extensions.DependencyInjection;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

/// <summary>The database's clock decides: a worker whose own clock is wrong sends neither late nor early, and asks no more often.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task A_worker_whose_clock_is_minutes_off_delivers_and_keeps_the_waits(int seconds)
    {
        await using var receiver = FakeReceiver.Start();
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var worker = await WorkerApplication.StartAsync(
            database,
            new ApplicationOptions
            {
                Services = services => services.AddSingleton<TimeProvider>(new WrongClock(TimeSpan.FromSeconds(seconds))),
            });
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        receiver.Enqueue(Answer.Status(503), Answer.Status(503));

        var published = await project.PublishAsync();
        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);

        Assert.Equal(3, delivery.AttemptCount);
        var waits =
            receiver.Requests.Zip(receiver.Requests.Skip(1), (one, next) => (next.ReceivedAt - one.ReceivedAt).TotalSeconds).ToList();
        Assert.InRange(waits[0], 2, 60);
        Assert.InRange(waits[1], 4, 60);
        var lag = await database.ScalarAsync<double>(
            "select max(abs(extract(epoch from started_at - finished_at)))::float8 from deliveries");
        Assert.InRange(lag, 0, 100); // In the log, too, it is the database's time.
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task What_an_Api_whose_clock_is_minutes_off_takes_is_due_at_once(int seconds)
    {
        await using var receiver = FakeReceiver.Start();
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions
        {
            WithWorker = false,
            Services = services => services.AddSingleton<TimeProvider>(new WrongClock(TimeSpan.FromSeconds(seconds))),
        });
        await using var worker = await WorkerApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());

        await project.PublishAsync();
        await receiver.WaitForRequestsAsync(1);

        var age = await database.ScalarAsync<double>("select extract(epoch from now() - max(created_at))::float8 from deliveries");
        Assert.InRange(age, -1, 120);
    }

    private sealed class WrongClock(TimeSpan off) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + off;
    }
}
