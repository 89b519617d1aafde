namespace Webhooks.Core.Database;

/// <summary>The result of one poll of a live tail.</summary>
/// <param name="Rows">New and changed rows, oldest first.</param>
/// <param name="Skipped">There was more than a poll looks at; the list has all of it.</param>
public sealed record TailPoll<T>(IReadOnlyList<T> Rows, bool Skipped);
