using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Dashboard.Web.Layout;

/// <summary>Leads to the first project of a tenant: a user that opens another tenant does not know its projects yet.</summary>
internal static class OpenTenantEndpoint
{
    private const string Path = "/open-tenant";

    /// <summary>Address that leads to the tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="section">Path of the page to show of it.</param>
    public static string UrlOf(string tenantId, string section) =>
        QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["tenantId"] = tenantId, ["section"] = section });

    /// <summary>Maps the endpoint.</summary>
    public static void MapOpenTenant(this WebApplication app) =>
        app.MapGet(Path, RedirectAsync).WithName("OpenTenantInDashboard").ExcludeFromDescription()
            .RequireAuthorization(DashboardAuthentication.Policy);

    private static async Task<IResult> RedirectAsync(
        string tenantId, string? section, ClaimsPrincipal user, ApiClients clients, CancellationToken cancellationToken)
    {
        var scope = ProjectAddress.From(tenantId, null);
        try
        {
            var api = clients.With(DashboardAuthentication.CredentialsOf(user)!); // The policy demands them.
            if ((await api.ListProjectsAsync(scope.TenantId, limit: 1, cancellationToken: cancellationToken)).Data is [{ } first, ..])
            {
                scope = scope with { ProjectId = first.Id };
            }
        }
        catch (Exception failure) when (ApiTrouble.Describe(failure, scope) is not null)
        {
            // The page it leads to meets the same trouble, and says so.
        }

        return TypedResults.LocalRedirect(scope.UrlOf(SignInPage.LocalPath(section)));
    }
}
