using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Events;

namespace Webhooks.Api.Idempotency;

/// <summary>
/// The outcome of a write: something new (201), what an earlier request had made (200), or a refusal, which has stored nothing.
/// </summary>
internal sealed record WriteAnswer<T> : ITransactionResult
{
    private WriteAnswer()
    {
    }

    public int Status { get; private init; }

    /// <summary>The body; there unless <see cref="Problem"/> is.</summary>
    public T? Value { get; private init; }

    /// <summary>Where the new resource is; null = it has no address.</summary>
    public string? Location { get; private init; }

    public Problem? Problem { get; private init; }

    public bool IsRefusal => Problem is not null;

    public static implicit operator WriteAnswer<T>(Problem problem) => new() { Status = problem.Status, Problem = problem };

    public static WriteAnswer<T> New(T value, string? location = null) =>
        new() { Status = StatusCodes.Status201Created, Value = value, Location = location };

    public static WriteAnswer<T> Known(T value) => new() { Status = StatusCodes.Status200OK, Value = value };

    public KeptAnswer ToAnswer() => new(Status, Location, JsonSerializer.SerializeToUtf8Bytes(Value, WebhooksJson.Options));
}
