namespace Webhooks.Core.Database;

/// <summary>What a poll of a live tail found.</summary>
/// <param name="Rows">What is new or different, oldest first.</param>
/// <param name="Skipped">There was more than a poll looks at; the list has it all.</param>
public sealed record TailPoll<T>(IReadOnlyList<T> Rows, bool Skipped);
