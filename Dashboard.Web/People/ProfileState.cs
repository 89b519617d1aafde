using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.People;

/// <summary>The user's own account, as the page of the profile shows it.</summary>
/// <param name="User">The user.</param>
/// <param name="Tenants">The tenants with the role in each, in words.</param>
/// <param name="SecondFactor">Whether signing in needs a second factor.</param>
/// <param name="Sessions">The newest sessions, newest first.</param>
public sealed record ProfileState(
    UserResponse User, IReadOnlyList<string> Tenants, SecondFactorResponse SecondFactor, IReadOnlyList<OwnSessionResponse> Sessions)
{
    /// <summary>Most sessions that are shown.</summary>
    public const int Most = 50;
}
