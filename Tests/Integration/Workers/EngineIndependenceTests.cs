using System.Net;
using Npgsql;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.LocalPostgres;
using Webhooks.Standalone;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

/// <summary>
/// The engine depends on PostgreSQL alone: not on Hangfire's tables, its server or its jobs, which share the process (decision 0033).
/// </summary>
public sealed class EngineIndependenceTests : IDisposable
{
    private readonly string folder = TestFolder.Create();

    [Fact]
    public async Task Deliveries_go_on_while_the_tables_of_Hangfire_are_away_and_after_its_server_was_declared_dead()
    {
        await using var receiver = FakeReceiver.Start();
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var worker = await WorkerApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        await Eventually.BecomesTrueAsync(async () => await database.CountAsync("workers") == 1, "the engine runs");
        var engine = await database.ScalarAsync<Guid>("select worker_id from workers");
        var server = await Eventually.GetAsync(
            () => database.ScalarAsync<string>("select id from hangfire.server"), "the server is announced");

        await database.ExecuteAsync("delete from hangfire.server");
        await database.ExecuteAsync("alter schema hangfire rename to hangfire_away");
        await DeliverAsync(project, destination, "while-away");
        await database.ExecuteAsync("alter schema hangfire_away rename to hangfire");
        await Eventually.BecomesTrueAsync(
            async () => await database.CountAsync("hangfire.server where id <> $1", server) == 1, "the server has restarted itself");
        await DeliverAsync(project, destination, "after-restart");

        Assert.Equal([engine], await database.ColumnAsync<Guid>("select worker_id from workers"));
    }

    [Fact]
    public async Task Deliveries_go_on_while_jobs_and_background_processes_of_Hangfire_fail()
    {
        await using var receiver = FakeReceiver.Start();
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("alter table operations rename to operations_away");
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var worker = await WorkerApplication.StartAsync(database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        await Eventually.BecomesTrueAsync(
            async () => await database.CountAsync("hangfire.job where statename = 'Failed'") > 0, "a job has failed");

        await DeliverAsync(project, destination, "beside-failures");

        Assert.Equal(1, await database.CountAsync("workers"));
    }

    [Fact]
    public async Task Deliveries_go_on_when_a_PostgreSQL_that_was_away_is_back()
    {
        await using var receiver = FakeReceiver.Start();
        await using var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, "data") });
        var connection = await PrepareAsync(postgres);
        await using var api = await ServiceProcess.StartAsync("Api", connection);
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", connection);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = api.Address };
        var client = new WebhooksClient(http, TestPostgres.AdminKey);
        await AddDestinationAsync(client, receiver, "receiver");
        await PublishAsync(client, "before");
        await receiver.WaitForRequestsAsync(1);

        await postgres.DisposeAsync();
        await Assert.ThrowsAsync<WebhooksApiException>(() => client.PublishEventAsync(new PublishEventRequest("meanwhile")));
        await using var again = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, "data"), Port = postgres.Port });

        await PublishAsync(client, "after");
        await receiver.WaitForRequestsAsync(2);
        Assert.Equal((0, 0), (await worker.StopAsync(), await api.StopAsync()));
    }

    [Fact]
    public async Task A_worker_that_holds_deliveries_while_PostgreSQL_is_away_says_so_in_a_few_lines_and_goes_on_when_it_is_back()
    {
        await using var receiver = FakeReceiver.Start();
        await using var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, "data") });
        var connection = await PrepareAsync(postgres);
        await using var api = await ServiceProcess.StartAsync("Api", connection);
        await using var worker = await ServiceProcess.StartAsync(
            "DeliveryWorker", connection,
            new Dictionary<string, string> { ["Worker:AttemptTimeout"] = "00:00:08", ["Worker:HeartbeatInterval"] = "00:00:01" });
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = api.Address };
        var client = new WebhooksClient(http, TestPostgres.AdminKey);
        foreach (var number in Enumerable.Range(1, 5))
        {
            await AddDestinationAsync(client, receiver, $"receiver-{number}");
        }

        receiver.Enqueue([.. Enumerable.Repeat(Answer.Hang, 5)]);
        await PublishAsync(client, "held");
        await receiver.WaitForRequestsAsync(5);
        var before = worker.Output.Count;

        // Until after the leases are no longer safe, so that the leases have to be released, which cannot be done.
        await postgres.DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(25), TimeProvider.System);
        var lines = worker.Output.Skip(before).ToList();
        Assert.NotEmpty(lines);
        Assert.True(
            lines.Count(
                line => line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal)) < 40,
            string.Join('\n', lines.Take(400)));

        await using var again = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, "data"), Port = postgres.Port });
        await receiver.WaitForRequestsAsync(10);
        Assert.Equal((0, 0), (await worker.StopAsync(), await api.StopAsync()));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Over TCP, where the next server is found as well.</summary>
    private static async Task<string> PrepareAsync(EmbeddedPostgres postgres)
    {
        var connection = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Host = "127.0.0.1" };
        await using var source = NpgsqlDataSource.Create(connection.ConnectionString);
        await ServiceDatabase.PrepareAsync(source, TestPostgres.AdminKey, TimeProvider.System, CancellationToken.None);
        return connection.ConnectionString;
    }

    private static Task AddDestinationAsync(WebhooksClient client, FakeReceiver receiver, string id) => BecomesAcceptedAsync(
        () => client.CreateWebhookDestinationAsync(
            "default", "default", new CreateWebhookDestinationRequest(id, receiver.Url().AbsoluteUri, ["event.created"]) { Id = id }));

    private static Task PublishAsync(WebhooksClient client, string id) =>
        BecomesAcceptedAsync(() => client.PublishEventAsync(new PublishEventRequest(id) { Id = id }));

    /// <summary>Tries until it is accepted, now or before: on a busy machine the database may look as if it were away.</summary>
    private static Task BecomesAcceptedAsync(Func<Task> request) =>
        Eventually.BecomesTrueAsync(() => IsAcceptedAsync(request), "the Api accepts it");

    private static async Task<bool> IsAcceptedAsync(Func<Task> request)
    {
        try
        {
            await request();
            return true;
        }
        catch (WebhooksApiException refused)
        {
            return refused.StatusCode is HttpStatusCode.Conflict;
        }
    }

    private static async Task DeliverAsync(TestProject project, WebhookDestinationResponse destination, string id)
    {
        await project.PublishAsync(id);
        await project.WaitForDeliveryAsync(id, destination.Id, DeliveryState.Delivered);
    }
}
