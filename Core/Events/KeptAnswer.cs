namespace Webhooks.Core.Events;

/// <summary>The answer of a request, kept for its repeats.</summary>
/// <param name="Status">HTTP status code, 200 or 201.</param>
/// <param name="Location">Where the new resource is; null = it has no address.</param>
/// <param name="Body">JSON, as it was sent.</param>
public sealed record KeptAnswer(int Status, string? Location, byte[] Body);
