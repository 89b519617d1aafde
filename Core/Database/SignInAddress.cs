namespace Webhooks.Core.Database;

/// <summary>A place a user has signed in from.</summary>
public sealed class SignInAddress
{
    public required long UserNo { get; init; }

    /// <summary>The address, or the network it is in.</summary>
    public required string RemoteAddress { get; init; }

    public required DateTimeOffset LastAt { get; init; }
}
