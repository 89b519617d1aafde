using Webhooks.Core.Database;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>Removing what is old reads what is old, however much there is beside it.</summary>
public sealed class RetentionPlanTests(FilledDatabase filled) : IClassFixture<FilledDatabase>, IAsyncLifetime, IAsyncDisposable
{
    private const int Few = 20;

    private readonly PlanRecorder recorder = new(filled.Database);
    private readonly DateTimeOffset longAgo = TimeProvider.System.GetUtcNow().AddDays(-100);

    public async Task InitializeAsync()
    {
        const string made = """
            (select $1::bigint as project_no, overlay(uuid_at(now())::text placing substr(md5(number::text), 1, 12) from 25)::uuid as key, number
             from generate_series(1, 5000) number) made
            """;
        var project = await new QueueScene(filled.Database).AddProjectAsync();
        foreach (var insert in new[]
        {
            $"""
            insert into rate_buckets (bucket, tokens, granted, taken_at, full_at)
            select key, project_no, 1, now(), now() + number * interval '1 s' from {made}
            """,
            $"insert into audit_records (record_id, actor_kind, action, outcome) select key, 'nobody', 'SignIn', 'refused' from {made}",
            $"""
            insert into invocations (project_no, invocation_id, trigger_no, agent_id, conversation_id, status, message, due_at, created_at)
            select project_no, key, 1, 'helper', 'c', 'success', 'Hello', now(), now() from {made}
            """,
            $"""
            insert into conversations (project_no, conversation_id, id, agent_id, start_hash, message_count, last_event_id, created_at, updated_at)
            select project_no, key, 'c' || number, 'helper', '\x00', 0, key, now(), now() from {made}
            """,
            $"""
            insert into feedback (project_no, feedback_id, conversation_id, type, created_at) select project_no, key, key, 'positive', now() from {made}
            """,
        })
        {
            await filled.Database.ExecuteAsync($"{insert} on conflict do nothing", project.ProjectNo);
        }

        await filled.Database.ExecuteAsync("analyze rate_buckets, audit_records, invocations, conversations, feedback");
    }

    public ValueTask DisposeAsync() => recorder.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public Task Look_whether_a_day_is_waited_for() => recorder.AssertPlansAsync(
        ["delivery_queue_pkey"],
        () => new DayDrops(recorder.DataSource).IsWaitedForAsync(DateOnly.FromDateTime(longAgo.UtcDateTime), CancellationToken.None));

    [Fact]
    public async Task Remove_what_is_old()
    {
        var records = new OldRecords(recorder.DataSource);
        var day = DateOnly.FromDateTime(longAgo.UtcDateTime);
        foreach (var (index, remove) in new (string, Func<Task>)[]
        {
            ("event_ids_event", () => records.RemoveEventIdsAsync(day, CancellationToken.None)),
            ("rate_buckets_full", () => records.RemoveRateBucketsAsync(longAgo, CancellationToken.None)),
            ("audit_records_pkey", () => records.RemoveAuditAsync(longAgo, CancellationToken.None)),
            ("invocations_pkey", () => records.RemoveInvocationsAsync(longAgo, CancellationToken.None)),
            ("conversations_newest", () => records.RemoveConversationsAsync(longAgo, CancellationToken.None)),
            ("feedback_pkey", () => records.RemoveFeedbackAsync(longAgo, CancellationToken.None)),
        })
        {
            await recorder.AssertPlansAsync([index], remove);
            Assert.All(await recorder.RecordAsync(remove), plan => Assert.InRange(plan.Pages, 0, Few));
        }
    }
}
