using Webhooks.Core.Keys;
using Webhooks.Core.Tenants;
using Webhooks.Tests.Integration.Plans;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Tenants;

/// <summary>The statements of <see cref="AuditLog"/>: what they do, and that they use the index that their comments name.</summary>
public sealed class AuditLogTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>PostgreSQL plans the first five for their parameters, then may settle on one plan for all.</summary>
    private const int Runs = 8;

    private const long BusyTenant = 1_000_001;

    private static readonly Origin Somewhere = new("192.0.2.1", "Terminal/1.0", "request-1");

    [Fact]
    public async Task The_use_of_a_key_is_recorded_the_first_time_and_then_once_an_hour()
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        var log = new AuditLog(database.DataSource, clock);
        var (project, keyNo) = await AddKeyAsync(clock.Now);

        foreach (var minutes in (int[])[0, 1, 59, 61, 62, 119, 122])
        {
            await log.NoteKeyUseAsync(keyNo, clock.Now.AddMinutes(minutes), Somewhere, CancellationToken.None);
        }

        var records =
            (await log.ListAsync(new AuditQuery(project, Action: AuditLog.UseApiKey), Keyset.Start, 10, CancellationToken.None)).Rows;
        Assert.Equal([122.0, 61.0, 0.0], records.Select(record => Math.Round((record.At - clock.Now).TotalMinutes)));
        Assert.All(
            records, record => Assert.Equal((Actor.KeyKind, "Product", Somewhere), (record.Actor.Kind, record.Actor.Name, record.Origin)));
        var lastUsed = await database.ScalarAsync<DateTime>("select last_used_at from api_keys where api_key_no = $1", keyNo);
        Assert.Equal(122.0, Math.Round((lastUsed - clock.Now.UtcDateTime).TotalMinutes));
    }

    [Fact]
    public async Task The_use_of_a_key_that_two_processes_note_at_once_is_recorded_once()
    {
        var now = TimeProvider.System.GetUtcNow();
        var log = new AuditLog(database.DataSource, TimeProvider.System);
        var (project, keyNo) = await AddKeyAsync(now);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => log.NoteKeyUseAsync(keyNo, now, Somewhere, CancellationToken.None)));

        Assert.Single((await log.ListAsync(new AuditQuery(project), Keyset.Start, 10, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task A_record_gets_its_end_and_a_copy_for_each_further_tenant()
    {
        var log = new AuditLog(database.DataSource, TimeProvider.System);
        var record = Record(log) with { TenantNo = 2_000_001 };
        await log.AddAsync(record, CancellationToken.None);

        var ended =
            record with { Outcome = AuditOutcome.Succeeded, StatusCode = 200, Actor = new Actor(Actor.UserKind, "u", "u@example.com") };
        await log.FinishAsync(ended, [2_000_002, 2_000_003], CancellationToken.None);

        foreach (var tenantNo in (long[])[2_000_001, 2_000_002, 2_000_003])
        {
            var found = Assert.Single((await log.ListAsync(new AuditQuery(tenantNo), Keyset.Start, 10, CancellationToken.None)).Rows);
            Assert.Equal(ended with { Key = found.Key, TenantNo = tenantNo }, found);
        }
    }

    [Fact]
    public async Task Every_statement_uses_the_index_that_its_comment_names()
    {
        await FillAsync();
        await using var recorder = new PlanRecorder(database);
        var log = new AuditLog(recorder.DataSource, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var (_, keyNo) = await AddKeyAsync(now);
        var backwards = new Keyset(Guid.Empty, 0, Backwards: true);
        var byAction = new AuditQuery(BusyTenant, Action: "Action7");
        var byProject = new AuditQuery(BusyTenant, ProjectId: "project-7");
        var byActor = new AuditQuery(BusyTenant, ActorId: "actor-7", From: now.AddDays(-1), To: now.AddDays(1));

        await AssertPlanAsync(
            "audit_records_tenant", () => log.ListAsync(new AuditQuery(BusyTenant), Keyset.Start, 50, CancellationToken.None));
        await AssertPlanAsync(
            "audit_records_tenant", () => log.ListAsync(new AuditQuery(BusyTenant), backwards, 50, CancellationToken.None));
        await AssertPlanAsync("audit_records_actor", () => log.ListAsync(byActor, Keyset.Start, 50, CancellationToken.None));
        await AssertPlanAsync("audit_records_action", () => log.ListAsync(byAction, Keyset.Start, 50, CancellationToken.None));
        await AssertPlanAsync("audit_records_project", () => log.ListAsync(byProject, Keyset.Start, 50, CancellationToken.None));
        await AssertPlanAsync("audit_records_pkey", () => log.ListAsync(new AuditQuery(), Keyset.Start, 50, CancellationToken.None));
        await AssertPlanAsync("api_keys_pkey", () => log.NoteKeyUseAsync(keyNo, now, Somewhere, CancellationToken.None));
        await AssertPlanAsync("audit_records_pkey", async () =>
        {
            var record = Record(log);
            await log.AddAsync(record, CancellationToken.None);
            await log.FinishAsync(record with { Outcome = AuditOutcome.Refused }, [1], CancellationToken.None);
        });

        async Task AssertPlanAsync(string index, Func<Task> run)
        {
            for (var number = 0; number < Runs; number++)
            {
                var plans = await recorder.RecordAsync(run);
                Assert.All(plans, plan => Assert.True(!plan.ScannedTables.Contains("audit_records"), $"Reads the whole table: {plan}"));
                Assert.True(plans.Any(plan => plan.Indexes.Contains(index)), $"Not {index}: {string.Join('\n', plans)}");
            }
        }
    }

    private static AuditRecord Record(AuditLog log) => new()
    {
        Key = log.NewKey(),
        Actor = Actor.Nobody,
        Action = "SignIn",
        Outcome = AuditOutcome.Begun,
        Origin = Somewhere,
    };

    private async Task FillAsync()
    {
        await database.ExecuteAsync(
            """
            insert into audit_records (record_id, tenant_no, project_id, actor_kind, actor_id, actor_name, action, outcome, status_code)
            select overlay(uuid_at(now())::text placing substr(md5(random()::text || number), 1, 12) from 25)::uuid, $1 + number % 3,
                   'project-' || number % 100, 'key', 'actor-' || number % 200, 'Actor', 'Action' || number % 50, 'succeeded', 200
            from generate_series(1, 20000) number
            """,
            BusyTenant);
        await database.ExecuteAsync("vacuum analyze audit_records");
    }

    private async Task<(long TenantNo, long KeyNo)> AddKeyAsync(DateTimeOffset now)
    {
        var project = await new QueueScene(database).AddProjectAsync();
        var keyNo = await database.ScalarAsync<long>(
            """
            insert into api_keys (id, tenant_no, project_no, name, role, key_hash, prefix, created_at)
            values ($1, $2, $3, 'Product', 'publisher', $4, 'whk_', $5) returning api_key_no
            """,
            $"key-{project.ProjectNo}", project.TenantNo, project.ProjectNo, ApiKeySecret.Hash($"key-{project.ProjectNo}"), now);
        return (project.TenantNo, keyNo);
    }
}
