using Webhooks.Core.Conversations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Tests.Integration.Conversations;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>The statements on conversations and idempotency keys use the indexes that their comments name.</summary>
public sealed class ConversationPlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Runs = 8;

    private static readonly string[] BigTables =
        ["conversations", "messages", "feedback", "idempotency_keys", "agents", "events", "event_ids"];

    [Fact]
    public async Task Every_statement_goes_by_its_index()
    {
        var project = await FillAsync();
        await using var recorder = new PlanRecorder(database);
        var instance = new TransactionInstance(recorder.DataSource);
        var log = new ConversationLog(recorder.DataSource);
        var keys = new IdempotencyKeys(recorder.DataSource, TimeProvider.System);
        for (var run = 0; run < Runs; run++)
        {
            await AssertPlansAsync(recorder, ["agents_project_no_id_key", "messages_pkey"], () => instance.StartAsync(
                project,
                new NewConversation { Id = $"run-{run}", AgentId = "agent-7", Messages = [new NewMessage("m", "user", "Hello")] }));
            await AssertPlansAsync(recorder, ["conversations_pkey", "messages_pkey", "messages_id"], () => instance.AddMessageAsync(
                project, "conversation-1", new NewMessage($"run-{run}", "user", "Hello")));
            await AssertPlansAsync(recorder, ["conversations_pkey", "messages_id"], () => instance.AddFeedbackAsync(
                project, new NewFeedback("conversation-1", "m1", "positive", null)));
            await AssertPlansAsync(
                recorder, ["conversations_pkey", "messages_pkey"], () => log.FindAsync(project.ProjectNo, "conversation-1", default));
            await AssertPlansAsync(
                recorder, ["conversations_pkey", "messages_pkey"],
                () => log.ListMessagesAsync(project.ProjectNo, "conversation-1", 3, 10, default));
            await AssertPlansAsync(recorder, ["conversations_newest"], () => log.ListAsync(project.ProjectNo, Keyset.Start, 10, default));
            await AssertPlansAsync(
                recorder, ["conversations_newest"], () => log.ListAsync(project.ProjectNo, new Keyset(Guid.Empty, 0, true), 10, default));
            await AssertPlansAsync(
                recorder, ["idempotency_keys_pkey"], () => instance.PublishAsync(project, TransactionInstance.Key($"run-{run}")));
            await AssertPlansAsync(
                recorder, ["idempotency_keys_pkey"], () => instance.PublishAsync(project, TransactionInstance.Key($"run-{run}")));
            await AssertPlansAsync(recorder, ["idempotency_keys_oldest"], () => keys.RemoveOldAsync(10, default));
        }
    }

    private static async Task AssertPlansAsync(PlanRecorder recorder, string[] indexes, Func<Task> run)
    {
        var plans = await recorder.RecordAsync(run);

        Assert.All(plans, plan => Assert.True(!plan.ScannedTables.Overlaps(BigTables), $"Reads a whole table: {plan}"));
        Assert.Subset(plans.SelectMany(plan => plan.Indexes).ToHashSet(StringComparer.Ordinal), indexes.ToHashSet(StringComparer.Ordinal));
        Assert.All(plans, plan => Assert.True(plan.Pages < 2_000, $"Touches {plan.Pages} pages: {plan}"));
    }

    private async Task<ProjectScope> FillAsync()
    {
        var project = await new QueueScene(database).AddProjectAsync();
        const string id =
            "overlay(uuid_at(now() - make_interval(secs => n))::text placing substr(md5(random()::text || n), 1, 12) from 25)::uuid";
        await database.ExecuteAsync(
            """
            insert into agents (project_no, id, name, created_at, updated_at)
            select $1, 'agent-' || n, 'Agent', now(), now() from generate_series(1, 5000) n
            """,
            project.ProjectNo);
        await database.ExecuteAsync(
            $"""
            insert into conversations (project_no, conversation_id, id, agent_id, start_hash, message_count, last_event_id, created_at, updated_at)
            select $1, {id}, 'conversation-' || n, 'agent-7', '\x00', 100, {id}, now(), now() from generate_series(1, 5000) n
            """,
            project.ProjectNo);
        await database.ExecuteAsync(
            """
            insert into messages (project_no, conversation_id, number, id, role, content, size, created_at)
            select project_no, conversation_id, n, 'm' || n, 'user', 'Hello', 80, now()
            from conversations, generate_series(1, 100) n where id like 'conversation-%1'
            """);
        await database.ExecuteAsync(
            """
            insert into idempotency_keys (project_no, key, request_hash, status, body, created_at)
            select $1, 'key-' || n, '\x00', 201, '\x00', now() - make_interval(hours => 60, secs => n) from generate_series(1, 50000) n
            """,
            project.ProjectNo);
        await database.ExecuteAsync("vacuum analyze");
        return project;
    }
}
