using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Client;
using Webhooks.Core.Attempts;
using Webhooks.Core.Destinations;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>Destinations as the API shows them.</summary>
internal static class DestinationResponses
{
    /// <summary>Stands for a header value that the caller may not see.</summary>
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
        Headers = HeadersFor(secrecy.RevealHeaders(destination.ProtectedHeaders), caller),
        RetryPolicy = RetryPolicyOf(destination.RetryPolicy),
        DisabledReason = destination.DisabledReason,
        CreatedAt = destination.CreatedAt,
        UpdatedAt = destination.UpdatedAt,
    };

    public static string PathOf(ProjectScope project, Destination destination) =>
        $"/manage/tenants/{project.TenantId}/projects/{project.ProjectId}/webhook-destinations/{destination.Id}";

    public static Problem NotFound(string id) => Problems.NotFound($"There is no webhook destination \"{id}\" in this project.");

    private static IReadOnlyDictionary<string, string>? HeadersFor(IReadOnlyDictionary<string, string>? headers, Caller caller) =>
        headers is null || caller.Role.Allows(Permission.Write) ? headers : headers.ToDictionary(header => header.Key, _ => Mask);

    private static RetryPolicySetting RetryPolicyOf(string stored)
    {
        // What is stored was checked when it was saved.
        var policy = RetryPolicy.Parse(stored).Value!;
        return policy.Equals(RetryPolicy.Standard) ? RetryPolicySetting.Standard
            : policy.Equals(RetryPolicy.Persistent) ? RetryPolicySetting.Persistent
            : RetryPolicySetting.Waits(policy.Waits.Select(wait => (int)wait.TotalSeconds));
    }
}
