using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Triggers;
using Webhooks.Tests.Integration.Conversations;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>The statements on invocations use the indexes that their comments name.</summary>
public sealed class InvocationPlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Runs = 8;

    private static readonly string[] BigTables = ["invocations", "projects", "tenants", "agents"];

    [Fact]
    public async Task Every_statement_goes_by_its_index()
    {
        var (project, key) = await FillAsync();
        await using var recorder = new PlanRecorder(database);
        var instance = new TransactionInstance(recorder.DataSource);
        var log = new InvocationLog(recorder.DataSource, new DeliveryLog(recorder.DataSource));
        for (var run = 0; run < Runs; run++)
        {
            await AssertPlansAsync(recorder, ["destinations_id", "agents_project_no_id_key"], () => StartAsync(instance, project));
            await AssertPlansAsync(recorder, ["invocations_pkey"], () => FinishAsync(instance, project, key));
            await AssertPlansAsync(recorder, ["invocations_pkey"], () => log.FindAsync(project.ProjectNo, 7, key, default));
            await AssertPlansAsync(recorder, ["invocations_trigger"], () => log.ListAsync(7, null, default, Keyset.Start, 10, default));
            await AssertPlansAsync(recorder, ["invocations_trigger"], () => log.ListAsync(7, null, default, Keyset.End, 10, default));
            await AssertPlansAsync(
                recorder, ["invocations_status"], () => log.ListAsync(7, InvocationStatus.Failed, default, Keyset.Start, 10, default));
            await AssertPlansAsync(
                recorder, ["projects_pkey", "tenants_pkey"],
                () => InvocationStore.ReadScopeAsync(recorder.DataSource, project.ProjectNo, default));
        }
    }

    private static Task<TransactionOutcome<Done>> StartAsync(TransactionInstance instance, ProjectScope project) =>
        instance.Transactions.RunAsync(
        project,
        null,
        null,
        async transaction => new Done((await InvocationWriter.StartAsync(
            transaction,
            new NewInvocation { TriggerNo = 7, TriggerId = "push", AgentId = "agent-7", Message = "Hello", RunAsUserIds = [] },
            CancellationToken.None)) is not null),
        CancellationToken.None);

    private static Task<TransactionOutcome<Done>> FinishAsync(TransactionInstance instance, ProjectScope project, Guid key) =>
        instance.Transactions.RunAsync(
        project,
        null,
        null,
        async transaction => new Done(await InvocationStore.FinishAsync(
            transaction.Connection, project.ProjectNo, key, InvocationStatus.Failed, "A reason.", CancellationToken.None) is not null),
        CancellationToken.None);

    private static async Task AssertPlansAsync(PlanRecorder recorder, string[] indexes, Func<Task> run)
    {
        var plans = await recorder.RecordAsync(run);

        Assert.All(plans, plan => Assert.True(!plan.ScannedTables.Overlaps(BigTables), $"Reads a whole table: {plan}"));
        Assert.Subset(plans.SelectMany(plan => plan.Indexes).ToHashSet(StringComparer.Ordinal), indexes.ToHashSet(StringComparer.Ordinal));
        Assert.All(plans, plan => Assert.True(plan.Pages < 2_000, $"Touches {plan.Pages} pages: {plan}"));
    }

    private async Task<(ProjectScope Project, Guid Key)> FillAsync()
    {
        var project = await new QueueScene(database).AddProjectAsync();
        await database.ExecuteAsync(
            """
            insert into agents (project_no, id, name, created_at, updated_at)
            select $1, 'agent-' || n, 'Agent', now(), now() from generate_series(1, 2000) n
            """,
            project.ProjectNo);
        await database.ExecuteAsync(
            """
            insert into destinations (project_no, kind, id, name, url, enabled, event_types, agent_ids, retry_policy, created_at, updated_at)
            select $1, 'agent', 'agent:agent-' || n, 'Agent', 'http://127.0.0.1:1/', true, array[]::text[], array[]::text[], 'standard', now(), now()
            from generate_series(1, 2000) n
            """,
            project.ProjectNo);
        const string id =
            "overlay(uuid_at(now() - make_interval(secs => n))::text placing substr(md5(random()::text || n), 1, 12) from 25)::uuid";
        await database.ExecuteAsync(
            $"""
            insert into invocations (project_no, invocation_id, trigger_no, agent_id, conversation_id, status, message, due_at, created_at)
            select $1, {id}, n % 20, 'agent-7', 'conv', case when n % 1000 = 7 then 'failed' when n = 27 then 'pending' else 'success' end, 'Hello', now(), now()
            from generate_series(1, 40000) n
            """,
            project.ProjectNo);
        await database.ExecuteAsync(
            "insert into tenants (id, name, created_at) select 'tenant-of-plans-' || n, 'T', now() from generate_series(1, 2000) n");
        await database.ExecuteAsync(
            "insert into projects (tenant_no, id, name, created_at) select tenant_no, 'main', 'M', now() from tenants where id like 'tenant-of-plans-%'");
        await database.ExecuteAsync("vacuum analyze");
        return (project, await database.ScalarAsync<Guid>("select invocation_id from invocations where status = 'pending'"));
    }

    /// <summary>With a refusal everything is undone, so that each run finds the same.</summary>
    private sealed record Done(bool IsRefusal) : ITransactionResult
    {
        public KeptAnswer ToAnswer() => throw new InvalidOperationException("There is no key.");
    }
}
