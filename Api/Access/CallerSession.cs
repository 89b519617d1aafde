namespace Webhooks.Api.Access;

/// <summary>The session a user calls with.</summary>
/// <param name="SessionNo">Its number.</param>
/// <param name="UserNo">The user's number.</param>
public sealed record CallerSession(long SessionNo, long UserNo);
