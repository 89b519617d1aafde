namespace Webhooks.Tests.Support;

/// <summary>One request as a <see cref="FakeReceiver"/> read it off the wire.</summary>
/// <param name="Number">Which request of the receiver it was, from 1.</param>
/// <param name="Connection">Which connection of the receiver it came over, from 1.</param>
/// <param name="ReceivedAt">When its last byte had been read.</param>
/// <param name="Method">The method, for example <c>POST</c>.</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Headers">All header lines in order, values decoded as UTF-8.</param>
/// <param name="Body">The exact bytes of the body, transfer coding removed.</param>
public sealed record ReceivedRequest(
    int Number,
    int Connection,
    DateTimeOffset ReceivedAt,
    string Method,
    string Target,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    byte[] Body)
{
    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>The value of a header, names compared without case; null when absent. More than one line is a failure.</summary>
    public string? Header(string name) =>
        Headers.SingleOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
