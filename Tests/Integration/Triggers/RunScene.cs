using Webhooks.Contracts;
using Webhooks.Core.Conversations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Triggers;
using Webhooks.Tests.Integration.Conversations;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Triggers;

/// <summary>A project with one agent, whose invocations a test stores as the Api does.</summary>
internal sealed class RunScene
{
    public const string AgentId = "helper";

    private readonly TestDatabase database;
    private readonly TransactionInstance instance;

    private RunScene(TestDatabase database, TestProject project, ProjectScope scope)
    {
        this.database = database;
        instance = new TransactionInstance(database);
        Project = project;
        Scope = scope;
    }

    public TestProject Project { get; }

    public ProjectScope Scope { get; }

    public static async Task<RunScene> CreateAsync(TestDatabase database, ApiApplication app, Uri? runUrl)
    {
        var project = await app.CreateProjectAsync();
        await project.Client.CreateAgentAsync(
            project.TenantId, project.ProjectId, new CreateAgentRequest(AgentId, "Helper", runUrl?.AbsoluteUri));
        var scope = new ProjectScope(
            await database.ScalarAsync<long>("select tenant_no from tenants where id = $1", project.TenantId),
            await database.ScalarAsync<long>(
                "select p.project_no from projects p join tenants t on t.tenant_no = p.tenant_no where t.id = $1", project.TenantId),
            project.TenantId,
            project.ProjectId);
        return new RunScene(database, project, scope);
    }

    /// <summary>Stores invocations, one per user.</summary>
    public async Task<IReadOnlyList<Invocation>> InvokeAsync(TimeSpan delay = default, params string[] users)
    {
        var start = new NewInvocation
        {
            TriggerNo = 1,
            TriggerId = "push",
            AgentId = AgentId,
            Payload = """{"ref":"main"}""",
            Message = "A push to main.",
            RunAsUserIds = users,
            DispatchDelay = delay,
        };
        var outcome = await instance.Transactions.RunAsync(
            Scope, null, null,
            async transaction =>
                new Stored(await InvocationWriter.StartAsync(transaction, start, CancellationToken.None)), CancellationToken.None);
        return ((TransactionOutcome<Stored>.Done)outcome).Result.Invocations ?? throw new InvalidOperationException(
            "The agent is unknown.");
    }

    public async Task<string> StatusAsync(Invocation invocation) => (await database.ScalarAsync<string>(
        "select status || coalesce(': ' || reason, '') from invocations where project_no = $1 and invocation_id = $2", Scope.ProjectNo,
        invocation.Key))!; // It is there.

    /// <summary>Waits until the invocation is finished; its status and reason.</summary>
    public Task<string> WaitUntilFinishedAsync(Invocation invocation) => Eventually.GetAsync(
        async () => await StatusAsync(invocation) is var status and not InvocationStatus.Pending ? status : null,
        $"the invocation {invocation.Key} is finished");

    /// <summary>The messages of the invocation's conversation, oldest first.</summary>
    public async Task<IReadOnlyList<string>> MessagesAsync(Invocation invocation)
    {
        var snapshot =
            await new ConversationLog(database.DataSource).FindAsync(Scope.ProjectNo, invocation.ConversationId, CancellationToken.None);
        return [.. snapshot!.Messages.Select(message => $"{message.Role}: {message.Content}")]; // It was opened with the invocation.
    }

    private sealed record Stored(IReadOnlyList<Invocation>? Invocations) : ITransactionResult
    {
        public bool IsRefusal => Invocations is null;

        public KeptAnswer ToAnswer() => throw new InvalidOperationException("There is no key.");
    }
}
