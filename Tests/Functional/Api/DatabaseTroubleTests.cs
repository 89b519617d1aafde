using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

/// <summary>
/// A database that is there and cannot do its work: publishers are asked to come again, and all is well by itself afterwards.
/// </summary>
public sealed class DatabaseTroubleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_missing_partition_answers_503_is_told_by_health_and_is_made_by_itself()
    {
        var logs = new RecordedLogs();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Logs = logs });
        var project = await app.CreateProjectAsync();
        await project.PublishAsync();
        await DropDaysAsync();

        using (var refused = await PublishAsync(project))
        {
            await AssertUnavailableAsync(refused, "The database is not ready for this day yet; try again.");
        }

        await BecomesPublishableAsync(project);
        Assert.Contains(logs.Lines, line => line.Contains("has no partition for the day", StringComparison.Ordinal));

        // It tells what it found before it has it mended.
        await DropDaysAsync();
        using (var health = await app.Anonymous.GetAsync("/health"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Contains(
                "database: The database has no partition for the day.", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await BecomesHealthyAsync(app);
        await BecomesPublishableAsync(project);
    }

    [Fact]
    public async Task A_read_only_database_answers_reads_and_503_to_publishes_until_it_takes_changes_again()
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        await SetReadOnlyAsync("set default_transaction_read_only = on");
        try
        {
            await Eventually.BecomesTrueAsync(
                async () =>
                {
                    using var response = await PublishAsync(project);
                    return response.Headers.RetryAfter?.Delta == TimeSpan.FromSeconds(5);
                },
                "the sessions are new and read-only");
            using var publish = await PublishAsync(project);
            await AssertUnavailableAsync(publish, "The database takes no changes right now; try again.");
            using var change = await project.Http.PostAsync($"{project.Path}/agents", Json("""{"id":"a","name":"A"}"""));
            await AssertUnavailableAsync(change, "The database takes no changes right now; try again.");
            using var read = await project.Http.GetAsync(project.DestinationsPath);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            using var health = await app.Anonymous.GetAsync("/health");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Contains("read-only", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await SetReadOnlyAsync("reset default_transaction_read_only");
        }

        await BecomesPublishableAsync(project);
        await BecomesHealthyAsync(app);
    }

    [Fact]
    public async Task A_clock_that_jumps_is_told_by_health_and_publishing_goes_on()
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        await using var app = await ApiApplication.StartAsync(
            database, new ApplicationOptions { WithWorker = false, Services = services => services.AddSingleton<TimeProvider>(clock) });
        var project = await app.CreateProjectAsync();
        await project.PublishAsync();

        clock.Now = clock.Now.AddDays(40);
        using (var published = await PublishAsync(project))
        {
            Assert.Equal(HttpStatusCode.Created, published.StatusCode); // It is the database's clock that dates events.
        }

        using (var health = await app.Anonymous.GetAsync("/health"))
        {
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
            Assert.Contains("ahead of the database's.", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        clock.Now = TimeProvider.System.GetUtcNow();
        await BecomesHealthyAsync(app);
    }

    [Fact]
    public async Task A_table_that_is_gone_answers_503_and_is_logged_with_its_name_once()
    {
        var logs = new RecordedLogs();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Logs = logs });
        var project = await app.CreateProjectAsync();
        await database.ExecuteAsync("alter table event_ids rename to event_ids_elsewhere");
        try
        {
            for (var request = 0; request < 3; request++)
            {
                using var response = await PublishAsync(project);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            }

            Assert.Single(
                logs.Lines,
                line => line.Contains(" 1008 ", StringComparison.Ordinal) && line.Contains("event_ids", StringComparison.Ordinal));
        }
        finally
        {
            await database.ExecuteAsync("alter table event_ids_elsewhere rename to event_ids");
        }

        await BecomesPublishableAsync(project);
    }

    private static Task<HttpResponseMessage> PublishAsync(TestProject project) =>
        project.PublisherHttp.PostAsync("/run/v1/events", Json("""{"type":"order.paid"}"""));

    private static Task BecomesPublishableAsync(TestProject project) => Eventually.BecomesTrueAsync(
        async () =>
        {
            using var response = await PublishAsync(project);
            return response.StatusCode == HttpStatusCode.Created;
        },
        "events are accepted again");

    private static Task BecomesHealthyAsync(ApiApplication app) => Eventually.BecomesTrueAsync(
        async () =>
        {
            using var health = await app.Anonymous.GetAsync("/health");
            return await health.Content.ReadAsStringAsync() == "Healthy";
        },
        "health is well again");

    private static async Task AssertUnavailableAsync(HttpResponseMessage response, string detail)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<ProblemResponse>(WebhooksJson.Options);
        Assert.Equal(detail, problem?.Detail);
    }

    private async Task DropDaysAsync()
    {
        foreach (var day in await database.ColumnAsync<string>("select inhrelid::regclass::text from pg_inherits where inhparent = 'events'::regclass"))
        {
            await database.ExecuteAsync($"drop table {day}");
        }
    }

    /// <summary>Sessions keep what was set when they began, so they are ended.</summary>
    private async Task SetReadOnlyAsync(string setting)
    {
        var changing = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Pooling = false,
            Options = "-c default_transaction_read_only=off",
        };
        await using var connection = new NpgsqlConnection(changing.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"alter database {changing.Database} {setting}", connection);
        await command.ExecuteNonQueryAsync();
        await using var end = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
            connection);
        await (setting.StartsWith("reset", StringComparison.Ordinal) ? Task.CompletedTask : end.ExecuteNonQueryAsync());
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
