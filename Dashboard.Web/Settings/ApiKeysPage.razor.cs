using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>The API keys of the tenant.</summary>
public sealed partial class ApiKeysPage
{
    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs, like the next one.

    [Inject]
    private NotificationService Notifications { get; set; } = default!;

    /// <inheritdoc />
    protected override Task<PageResponse<ApiKeyResponse>> LoadStateAsync(WebhooksClient api, CancellationToken cancellationToken) =>
        api.ListApiKeysAsync(Scope.TenantId, PageNumber, PageSize, cancellationToken);

    private async Task RevokeAsync(ApiKeyResponse key)
    {
        var (tenantId, used) = (
            Scope.TenantId,
            key.LastUsedAt is null ? "It was never used." : $"It was last used {RelativeTime.Describe(key.LastUsedAt.Value, Now)}.");
        var done = await Dialogs.ConfirmAsync(
            $"Revoke {key.Name}?",
            body => body.AddMarkupContent(
                0, $"<p>Programs that still use this key will be refused. {used}</p><p>A revoked key cannot be restored.</p>"),
            "Revoke key",
            () => ChangeAsync((api, cancellationToken) => api.RevokeApiKeyAsync(tenantId, key.Id, cancellationToken)));
        if (done)
        {
            Notifications.Done("Revoked", $"{key.Name} no longer works.");
        }
    }
}
