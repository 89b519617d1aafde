using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Webhooks.Contracts;
using Webhooks.Tests.Integration.Operations;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

/// <summary>
/// The worker as Hangfire hosts it. That it delivers, stops and survives a kill is in the tests beside, which know no host.
/// </summary>
public sealed class HangfireTests
{
    private static readonly string[] Housekeeping = ["finish-undeliverable", "idempotency-keys", "partitions", "stuck-leases"];

    private const string OldJob = "of-an-older-version";

    [Fact]
    public async Task Housekeeping_gets_a_turn_at_the_start_and_is_a_recurring_job()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", database);

        foreach (var piece in Housekeeping)
        {
            await Eventually.BecomesTrueAsync(
                async () => await database.ScalarAsync<long>(
                    "select count(*) from hangfire.job where statename = 'Succeeded' and arguments::text like '%' || $1 || '%'", piece) > 0,
                $"{piece} had its turn");
        }

        using var http = ClientOf(worker, TestPostgres.AdminKey);
        var page = await http.GetStringAsync(new Uri("hangfire/recurring", UriKind.Relative));
        Assert.All(Housekeeping, piece => Assert.Contains(piece, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_ledger_is_rolled_up_without_a_job()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        await project.PublishAsync();
        Assert.NotEqual(0, await database.ScalarAsync<long>("select count(*) from ledger_deltas"));
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", database);

        await Eventually.BecomesTrueAsync(
            async () => await database.ScalarAsync<long>("select count(*) from ledger_deltas") == 0, "the deltas are in the minutes");
        Assert.Equal(0, await CountRecurringAsync(database, "ledger"));
    }

    [Fact]
    public async Task Recurring_jobs_of_housekeeping_that_is_no_more_go()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var first = await ServiceProcess.StartAsync("DeliveryWorker", database))
        {
            await Eventually.BecomesTrueAsync(async () => await CountRecurringAsync(database, "partitions") == 1, "the jobs are there");
            await first.StopAsync();
        }

        await database.ExecuteAsync("insert into hangfire.set (key, score, value) values ('recurring-jobs', 0, $1)", OldJob);
        await using var second = await ServiceProcess.StartAsync("DeliveryWorker", database);

        await Eventually.BecomesTrueAsync(async () => await CountRecurringAsync(database, OldJob) == 0, "the old one is gone");
        Assert.Equal(1, await CountRecurringAsync(database, "partitions"));
    }

    [Fact]
    public async Task The_dashboard_is_for_admin_keys_of_the_service()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", database);
        var project = await app.CreateProjectAsync();

        using var nobody = ClientOf(worker, null);
        using var refused = await nobody.GetAsync(new Uri("hangfire", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Basic", Assert.Single(refused.Headers.WwwAuthenticate).Scheme);

        using var other = ClientOf(worker, project.AdminKey);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other, "hangfire"));

        using var admin = ClientOf(worker, TestPostgres.AdminKey);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin, "hangfire"));

        using var bearer = ClientOf(worker, null);
        bearer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestPostgres.AdminKey);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(bearer, "hangfire/servers"));
    }

    [Fact]
    public async Task Keys_that_are_wrong_too_often_are_not_looked_at_for_a_while()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", database);
        for (var guess = 0; guess < 30; guess++)
        {
            using var guessing = ClientOf(worker, $"guess-{guess}");
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(guessing, "hangfire"));
        }

        using var admin = ClientOf(worker, TestPostgres.AdminKey);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(admin, "hangfire"));
    }

    [Fact]
    public async Task The_engine_page_shows_what_is_in_flight_and_the_cap_of_its_destination()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Ok.After(TimeSpan.FromSeconds(20));
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        await project.PublishAsync();
        await receiver.WaitForRequestsAsync(1);

        using var admin = ClientOf(worker, TestPostgres.AdminKey);
        var page = await admin.GetStringAsync(new Uri("hangfire/engine", UriKind.Relative));

        Assert.Contains("Delivery engine", page, StringComparison.Ordinal);
        Assert.Contains($"<tr><td>{destination.Id}</td><td>1</td><td>2</td><td>0</td><td>no</td></tr>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td>1</td><td>1</td><td>0</td></tr>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_is_worked_on_by_a_job()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", database);
        var scene = new OperationScene(database);
        var (project, destination) = await scene.AddFinishedAsync(25);

        var operation = await scene.RecoverAsync(project, destination);

        await Eventually.BecomesTrueAsync(
            async () => (await scene.ReadAsync(project, operation)).State == OperationState.Succeeded, "the operation is over");
        await Eventually.BecomesTrueAsync(
            async () => await database.ScalarAsync<long>(
                "select count(*) from hangfire.job where statename = 'Succeeded' and invocationdata::text like '%OperationJob%'") > 0,
            "its job is over");
    }

    [Fact]
    public async Task Operations_start_at_once_beside_another_worker_of_the_same_process()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var elsewhere = await TestDatabase.CreateAsync();
        await using var other = await WorkerApplication.StartAsync(elsewhere);
        await using var worker = await WorkerApplication.StartAsync(database);
        var scene = new OperationScene(database);
        var (project, destination) = await scene.AddFinishedAsync(1);

        // Often enough for the other worker to take the signal of one of them, if it could: that one would start after two minutes.
        for (var time = 1; time <= 10; time++)
        {
            var operation = await scene.RecoverAsync(project, destination);
            await Eventually.BecomesTrueAsync(
                async () => (await scene.ReadAsync(project, operation)).State == OperationState.Succeeded, $"operation {time} is over");
        }
    }

    [Fact]
    public async Task Two_workers_are_two_servers_of_Hangfire_and_two_engines()
    {
        await using var database = await TestDatabase.CreateAsync();
        var starting =
            new[] { ServiceProcess.StartAsync("DeliveryWorker", database), ServiceProcess.StartAsync("DeliveryWorker", database) };
        await using var first = await starting[0];
        await using var second = await starting[1];

        await Eventually.BecomesTrueAsync(async () => await CountServersAsync(database) == 2, "both servers are announced");
        await Eventually.BecomesTrueAsync(async () => await database.CountAsync("workers") == 2, "both engines run");
    }

    private static Task<long> CountRecurringAsync(TestDatabase database, string id) =>
        TryCountAsync(database, "select count(*) from hangfire.set where key = 'recurring-jobs' and value = $1", id);

    private static Task<long> CountServersAsync(TestDatabase database) => TryCountAsync(database, "select count(*) from hangfire.server");

    /// <summary>Hangfire makes its tables a little after the process listens.</summary>
    private static async Task<long> TryCountAsync(TestDatabase database, string sql, params object?[] parameters) =>
        await database.ScalarAsync<bool>("select to_regclass('hangfire.server') is not null")
            ? await database.ScalarAsync<long>(sql, parameters)
            : -1;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>As a browser asks: the key is the password.</summary>
    private static HttpClient ClientOf(ServiceProcess worker, string? key)
    {
        var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = worker.Address };
        if (key is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{key}")));
        }

        return http;
    }
}
