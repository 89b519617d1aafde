using System.Globalization;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>Destinations as the API shows them.</summary>
internal static class DestinationResponses
{
    /// <summary>Stands for a header value that the caller may not see; sent back in a change it keeps the stored value.</summary>
    public const string Mask = "********";

    public static DataResponse<WebhookDestinationResponse> DataOf(Destination destination, DestinationSecrecy secrecy, Caller caller) =>
        new(Of(destination, secrecy, caller));

    public static WebhookDestinationResponse Of(Destination destination, DestinationSecrecy secrecy, Caller caller) => new()
    {
        Id = destination.Id,
        Name = destination.Name,
        Description = destination.Description,
        Url = destination.Url,
        Enabled = destination.Enabled,
        EventTypes = destination.EventTypes,
        AgentIds = destination.AgentIds,
        Tags = destination.Tags,
        Headers = HeadersFor(secrecy.RevealHeaders(destination.ProtectedHeaders), caller),
        RetryPolicy = RetryPolicyOf(destination.RetryPolicy),
        MaxPerSecond = destination.MaxPerSecond,
        TimeoutSeconds = destination.TimeoutSeconds,
        DisabledReason = destination.DisabledReason,
        CreatedAt = destination.CreatedAt,
        UpdatedAt = destination.UpdatedAt,
    };

    /// <summary>
    /// The same in a list. State that changes without a change of the destination is only there, because the entity tag does not cover it.
    /// </summary>
    public static WebhookDestinationResponse ListedOf(Destination destination, DestinationSecrecy secrecy, Caller caller) =>
        Of(destination, secrecy, caller) with { OpenUntil = destination.Enabled ? destination.OpenUntil : null };

    public static string PathOf(ProjectScope project, Destination destination) =>
        $"/manage/tenants/{project.TenantId}/projects/{project.ProjectId}/webhook-destinations/{destination.Id}";

    public static Problem NotFound(string id) => Problems.NotFound($"There is no webhook destination \"{id}\" in this project.");

    /// <summary>
    /// The entity tag of what the caller sees: every write has a version of its own, and an id that was deleted and made again another
    /// number. Masked headers are another representation of the same state, so they have another tag.
    /// </summary>
    public static string TagOf(Destination destination, Caller caller) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"{destination.DestinationNo}-{destination.Version}{(SeesValues(caller) ? string.Empty : "-masked")}\"");

    /// <summary>The refusal of a change whose <c>If-Match</c> does not fit.</summary>
    public static Problem Changed(Destination destination, Caller caller) => Problems.PreconditionFailed(
        $"The webhook destination \"{destination.Id}\" was changed since that entity tag was read; its tag is {TagOf(destination, caller)} now.");

    private static bool SeesValues(Caller caller) => caller.Role.Allows(Permission.Write);

    private static IReadOnlyDictionary<string, string>? HeadersFor(IReadOnlyDictionary<string, string>? headers, Caller caller) =>
        headers is null || SeesValues(caller) ? headers : headers.ToDictionary(header => header.Key, _ => Mask);

    private static RetryPolicySetting RetryPolicyOf(string stored)
    {
        // The stored policy was checked when it was saved.
        var policy = RetryWaits.Parse(stored).Value!;
        return policy.Equals(RetryWaits.Standard) ? RetryPolicySetting.Standard
            : policy.Equals(RetryWaits.Persistent) ? RetryPolicySetting.Persistent
            : RetryPolicySetting.Waits(policy.Waits.Select(wait => (int)wait.TotalSeconds));
    }
}
