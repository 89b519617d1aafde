using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;
using Webhooks.Core.Destinations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Conversations;

/// <summary>The part of one Api process that stores events in transactions of their own.</summary>
internal sealed class TransactionInstance
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<WebhookMetrics>().BuildServiceProvider();

    public TransactionInstance(NpgsqlDataSource source, TimeProvider? clock = null)
    {
        Directory = new DestinationDirectory(
            source, new DestinationCache(null, TimeProvider.System, NullLogger<DestinationCache>.Instance));
        var committed = new CommittedEvents(
            new DueSignal(source, NullLogger<DueSignal>.Instance),
            new WaitingQuota(source, TimeProvider.System, Options.Create(new PublishOptions())),
            services.GetRequiredService<WebhookMetrics>(),
            NullLogger<EventPublisher>.Instance);
        Transactions = new EventTransactionRunner(source, Directory, committed, clock ?? TimeProvider.System);
    }

    public TransactionInstance(TestDatabase database, TimeProvider? clock = null)
        : this(database.DataSource, clock)
    {
    }

    public DestinationDirectory Directory { get; }

    public EventTransactionRunner Transactions { get; }

    public static IdempotencyKey Key(string value, string body = "body") =>
        IdempotencyKey.Of(value, "/path", System.Text.Encoding.UTF8.GetBytes(body));

    /// <summary>Publishes an event, and fails afterwards if told to.</summary>
    public Task<TransactionOutcome<Result>> PublishAsync(
        ProjectScope project, IdempotencyKey? key, string? id = null, Func<EventTransaction, Task<bool>>? before = null,
        Func<Task>? after = null) =>
        Transactions.RunAsync(
            project,
            key,
            null,
            async transaction =>
            {
                var refused = before is not null && await before(transaction);
                var outcomes = await transaction.PublishAsync([NewEvent(project, id)], CancellationToken.None);
                await (after?.Invoke() ?? Task.CompletedTask);
                return new Result(outcomes[0], refused);
            },
            CancellationToken.None);

    public Task<TransactionOutcome<Result<StartOutcome>>> StartAsync(ProjectScope project, NewConversation start) => Transactions.RunAsync(
        project,
        null,
        start.Id,
        async transaction => new Result<StartOutcome>(await ConversationWriter.StartAsync(transaction, start, CancellationToken.None)),
        CancellationToken.None);

    public Task<TransactionOutcome<Result<MessageOutcome>>> AddMessageAsync(
        ProjectScope project, string conversation, NewMessage message) => Transactions.RunAsync(
        project,
        null,
        conversation,
        async transaction => new Result<MessageOutcome>(
            await ConversationWriter.AddMessageAsync(transaction, conversation, message, null, CancellationToken.None)),
        CancellationToken.None);

    public Task<TransactionOutcome<Result<FeedbackOutcome>>> AddFeedbackAsync(ProjectScope project, NewFeedback feedback) =>
        Transactions.RunAsync(
        project,
        null,
        feedback.ConversationId,
        async transaction =>
            new Result<FeedbackOutcome>(await ConversationWriter.AddFeedbackAsync(transaction, feedback, null, CancellationToken.None)),
        CancellationToken.None);

    public static NewEvent NewEvent(ProjectScope project, string? id) => new()
    {
        Project = project,
        Type = EventTypes.EventCreated,
        Id = id,
        WriteData = (writer, _) =>
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        },
    };

    internal sealed record Result(PublishOutcome Outcome, bool IsRefusal) : ITransactionResult
    {
        public KeptAnswer ToAnswer() => new(201, "/here", [1, 2, 3]);
    }

    internal sealed record Result<T>(T Outcome) : ITransactionResult
    {
        public bool IsRefusal => false;

        public KeptAnswer ToAnswer() => new(201, null, []);
    }
}
