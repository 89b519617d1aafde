using Microsoft.AspNetCore.Components;
using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>Creates a destination.</summary>
public sealed partial class DestinationCreate
{
    /// <inheritdoc />
    protected override bool IsLoaded => HasChoices;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // Set by the framework before anything runs.

    /// <inheritdoc />
    protected override Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken) => LoadChoicesAsync(api, cancellationToken);

    /// <inheritdoc />
    protected override Task CheckAsync(WebhooksClient api, CancellationToken cancellationToken) =>
        api.CheckNewWebhookDestinationAsync(Scope.TenantId, Scope.ProjectId, Draft.ToCreate(), cancellationToken);

    /// <inheritdoc />
    protected override async Task SaveAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var scope = Scope;
        var created = await api.CreateWebhookDestinationAsync(scope.TenantId, scope.ProjectId, Draft.ToCreate(), cancellationToken);
        Navigation.NavigateTo(scope.UrlOf($"/destinations/{Uri.EscapeDataString(created.Id)}"));
    }
}
