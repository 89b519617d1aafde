using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Database;

public sealed class OldRecordTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);
    private readonly OldRecords records = new(database.DataSource);
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Audit_records_go_however_many_and_newer_ones_stay()
    {
        const int count = (2 * Chunks.Size) + 1;
        await database.ExecuteAsync(
            """
            insert into audit_records (record_id, actor_kind, action, outcome)
            select overlay(uuid_at($2)::text placing lpad(to_hex(number), 12, '0') from 25)::uuid, 'nobody', 'SignIn', 'refused'
            from generate_series(1, $1) number
            """,
            count,
            now.AddDays(-40));
        var newer = Key(29);
        await database.ExecuteAsync(
            "insert into audit_records (record_id, actor_kind, action, outcome) values ($1, 'nobody', 'SignIn', 'refused')", newer);

        Assert.Equal(count, await records.RemoveAuditAsync(now.AddDays(-30), CancellationToken.None));

        Assert.Equal([newer], await database.ColumnAsync<Guid>("select record_id from audit_records"));
    }

    [Fact]
    public async Task Finished_invocations_go_and_pending_or_newer_ones_stay()
    {
        var project = await scene.AddProjectAsync();
        await AddInvocationAsync(project, 40, "success");
        await AddInvocationAsync(project, 40, "pending");
        await AddInvocationAsync(project, 29, "failed");

        Assert.Equal(1, await records.RemoveInvocationsAsync(now.AddDays(-30), CancellationToken.None));

        Assert.Equal(
            ["failed", "pending"],
            await database.ColumnAsync<string>("select status from invocations where project_no = $1 order by status", project.ProjectNo));
    }

    [Fact]
    public async Task Conversations_that_got_nothing_for_long_go_with_their_messages()
    {
        var project = await scene.AddProjectAsync();
        var other = await scene.AddProjectAsync();
        await AddConversationAsync(project, "quiet", startedDaysAgo: 40, updatedDaysAgo: 31);
        await AddConversationAsync(other, "quiet", startedDaysAgo: 50, updatedDaysAgo: 45);
        await AddConversationAsync(project, "busy", startedDaysAgo: 40, updatedDaysAgo: 29);
        await AddConversationAsync(project, "new", startedDaysAgo: 3, updatedDaysAgo: 3);

        Assert.Equal(2, await records.RemoveConversationsAsync(now.AddDays(-30), CancellationToken.None));

        Assert.Equal(["busy", "new"], await database.ColumnAsync<string>("select id from conversations order by id"));
        Assert.Equal(4, await database.CountAsync("messages"));
    }

    [Fact]
    public async Task Feedback_goes()
    {
        var project = await scene.AddProjectAsync();
        foreach (var age in new[] { 31, 40, 29 })
        {
            await database.ExecuteAsync(
                "insert into feedback (project_no, feedback_id, conversation_id, type, created_at) values ($1, $2, $2, 'positive', now())",
                project.ProjectNo, Key(age));
        }

        Assert.Equal(2, await records.RemoveFeedbackAsync(now.AddDays(-30), CancellationToken.None));
        Assert.Equal(1, await database.CountAsync("feedback where project_no = $1", project.ProjectNo));
    }

    [Fact]
    public async Task A_worker_removes_sessions_and_invitations_that_have_run_out()
    {
        var project = await scene.AddProjectAsync();
        var user = await database.ScalarAsync<long>(
            """
            insert into users (id, email, normalized_email, name, access_failed_count, lockout_enabled, created_at)
            values ('ada', 'ada@example.com', 'ADA@EXAMPLE.COM', 'Ada', 0, true, now()) returning user_no
            """);
        await database.ExecuteAsync(
            """
            insert into sessions (id, user_no, token_hash, created_at, last_used_at, expires_at, ends_at)
            select name, $1, convert_to(name, 'UTF8'), now(), now(), ends, ends
            from (values ('over', now() - interval '1 second'), ('open', now() + interval '1 hour')) s (name, ends)
            """,
            user);
        await database.ExecuteAsync(
            """
            insert into invitations (id, tenant_no, role, token_hash, created_at, expires_at)
            select name, $1, 'member', convert_to(name, 'UTF8'), now(), ends
            from (values ('over', now() - interval '1 second'), ('open', now() + interval '1 hour')) s (name, ends)
            """,
            project.TenantNo);

        await using var worker = await WorkerApplication.StartAsync(database);

        await Eventually.BecomesTrueAsync(
            async () =>
                await database.CountAsync("sessions") == 1
                    && await database.CountAsync("invitations where tenant_no = $1", project.TenantNo) == 1,
            "what ran out is removed");
        Assert.Equal(["open"], await database.ColumnAsync<string>("select id from sessions"));
        Assert.Equal(["open"], await database.ColumnAsync<string>("select id from invitations where tenant_no = $1", project.TenantNo));
    }

    private Guid Key(int daysAgo) => TimeKey.At(now.AddDays(-daysAgo));

    private Task<int> AddInvocationAsync(ProjectScope project, int daysAgo, string status) => database.ExecuteAsync(
        """
        insert into invocations (project_no, invocation_id, trigger_no, agent_id, conversation_id, status, message, due_at, created_at)
        values ($1, $2, 1, 'helper', 'c', $3, 'Hello', now(), now())
        """,
        project.ProjectNo,
        Key(daysAgo),
        status);

    private Task<int> AddConversationAsync(ProjectScope project, string id, int startedDaysAgo, int updatedDaysAgo) =>
        database.ExecuteAsync(
        """
        with said as (
            insert into messages (project_no, conversation_id, number, id, role, content, size, created_at)
            select $1, $2, number, 'm' || number, 'user', 'Hello', 5, now() from generate_series(1, 2) number
        )
        insert into conversations (project_no, conversation_id, id, agent_id, start_hash, message_count, last_event_id, created_at, updated_at)
        values ($1, $2, $3, 'helper', '\x00', 2, $2, now(), $4)
        """,
        project.ProjectNo,
        Key(startedDaysAgo),
        id,
        now.AddDays(-updatedDaysAgo));
}
