using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Operations;

/// <summary>A database of its own for each test: a runner takes whatever is open.</summary>
public abstract class OperationStage : IAsyncLifetime, IAsyncDisposable
{
    private OperationScene? made;

    private protected TestDatabase Database { get; } = new();

    private protected OperationScene Scene => made ??= new OperationScene(Database);

    public Task InitializeAsync() => Database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
