using System.Net;
using Webhooks.Client;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>Asks the Api whether an API key may see a project.</summary>
internal sealed class ApiKeyCheck(ApiClients clients)
{
    /// <summary>Why the key is of no use here, as a sentence; <see langword="null"/> when it is.</summary>
    public async Task<string?> RefusalAsync(string apiKey, ProjectAddress scope, CancellationToken cancellationToken)
    {
        // Anything else cannot be put into a header, so it cannot be a key.
        if (!apiKey.All(character => character is > ' ' and <= '~'))
        {
            return NotValid;
        }

        try
        {
            // The request of the first page, so that no caller is signed in who would then see nothing.
            await clients.With(apiKey).ListDeliveriesAsync(
                scope.TenantId, scope.ProjectId, limit: 1, cancellationToken: cancellationToken);
            return null;
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.Unauthorized)
        {
            return NotValid;
        }
        catch (Exception failure) when (ApiTrouble.Describe(failure, scope) is { } trouble)
        {
            return trouble;
        }
    }

    private const string NotValid =
        "This API key is not valid. Check that it was copied whole, has not expired and was not revoked.";
}
