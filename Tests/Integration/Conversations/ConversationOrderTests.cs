using System.Text.Json;
using Npgsql;
using Webhooks.Core.Conversations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Conversations;

public sealed class ConversationOrderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);

    [Fact]
    public async Task Processes_whose_clocks_differ_and_destinations_that_change_leave_order_and_contents_right()
    {
        var now = TimeProvider.System.GetUtcNow();
        TransactionInstance[] instances =
        [
            new(database), new(database, new SetClock(now)), new(database, new SetClock(now.AddSeconds(-20))),
            new(database, new SetClock(now.AddSeconds(20))),
        ];
        var project = await CreateProjectAsync();
        await instances[0].StartAsync(project, new NewConversation { Id = "c", AgentId = "sales" });

        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(
                () => instances[number % 4].AddMessageAsync(project, "c", new NewMessage($"m{number}", "user", $"{number}"))))),
            Task.WhenAll(
                Enumerable.Range(0, 5).Select(_ => instances[0].AddFeedbackAsync(project, new NewFeedback("c", null, "positive", null)))),
            Task.Run(async () =>
            {
                for (var number = 0; number < 5; number++)
                {
                    await scene.AddDestinationAsync(project);
                }
            }));

        var counts = new List<int>();
        foreach (var body in await database.ColumnAsync<byte[]>(
            "select body from events where project_no = $1 and type <> 'feedback.created' order by event_id", project.ProjectNo))
        {
            counts.Add(
                JsonSerializer.Deserialize<JsonElement>(body).GetProperty("data").GetProperty("conversation").GetProperty("messages")
                    .GetArrayLength());
        }

        Assert.Equal(Enumerable.Range(0, 41), counts);
        Assert.Equal(5, await database.CountAsync("events where project_no = $1 and type = 'feedback.created'", project.ProjectNo));
        Assert.Equal(5, await database.CountAsync("feedback where project_no = $1", project.ProjectNo));
        Assert.Equal(
            40, await database.ScalarAsync<int>("select message_count from conversations where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task A_conversation_that_is_started_by_many_at_once_is_started_once()
    {
        var (one, other) = (new TransactionInstance(database), new TransactionInstance(database));
        var project = await CreateProjectAsync();
        var start = new NewConversation { Id = "c", AgentId = "sales", Messages = [new NewMessage(null, "user", "Hello")] };

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(number => Task.Run(() => (number % 2 == 0 ? one : other).StartAsync(project, start))));

        var done = outcomes.Cast<TransactionOutcome<TransactionInstance.Result<StartOutcome>>.Done>()
            .Select(outcome => outcome.Result.Outcome).ToList();
        Assert.Single(done.OfType<StartOutcome.Started>());
        Assert.Equal(11, done.OfType<StartOutcome.Repeated>().Count());
        Assert.Equal(1, await database.CountAsync("events where project_no = $1", project.ProjectNo));
        Assert.Equal(1, await database.CountAsync("messages where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task However_many_wait_for_one_conversation_others_find_a_connection()
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 3, Timeout = 5 };
        await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
        var instance = new TransactionInstance(source);
        var project = await CreateProjectAsync();
        await instance.StartAsync(project, new NewConversation { Id = "busy", AgentId = "sales" });
        await instance.StartAsync(project, new NewConversation { Id = "quiet", AgentId = "sales" });
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var held = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("select 1 from conversations where project_no = $1 and id = 'busy' for update", connection)
        {
            Parameters = { new() { Value = project.ProjectNo } },
        };
        await hold.ExecuteNonQueryAsync();

        var waiting = Enumerable.Range(0, 20)
            .Select(number => instance.AddMessageAsync(project, "busy", new NewMessage(null, "user", $"{number}"))).ToList();
        await instance.AddMessageAsync(project, "quiet", new NewMessage(null, "user", "Hello"));

        Assert.All(waiting, message => Assert.False(message.IsCompleted));
        await held.DisposeAsync();
        await Task.WhenAll(waiting);
        Assert.Equal(21, await database.CountAsync("messages where project_no = $1", project.ProjectNo));
    }

    private async Task<ProjectScope> CreateProjectAsync()
    {
        var project = await scene.AddProjectAsync();
        await database.ExecuteAsync(
            "insert into agents (project_no, id, name, created_at, updated_at) values ($1, 'sales', 'Sales', now(), now())",
            project.ProjectNo);
        return project;
    }
}
