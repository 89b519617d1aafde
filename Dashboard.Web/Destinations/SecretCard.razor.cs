using System.Globalization;
using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>The signing secrets of a destination: shown on request, and rotated.</summary>
public sealed partial class SecretCard
{
    private static readonly (int Hours, string Text)[] Overlaps =
        [(0, "not at all"), (1, "1 hour"), (24, "24 hours"), (72, "3 days"), (168, "7 days")];

    private IReadOnlyList<DestinationSecret>? secrets;
    private string? refusal;
    private bool isBusy;
    private int overlapHours = 24;
    private bool olderFirst;

    /// <summary>The user's permissions.</summary>
    [Parameter, EditorRequired]
    public Rights Rights { get; set; } = Rights.None;

    /// <summary>Now.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Has the Api show the secrets; the answer is why it did not, or null.</summary>
    [Parameter, EditorRequired]
    public Func<Func<WebhooksClient, CancellationToken, Task>, Task<string?>> Try { get; set; } = _ => Task.FromResult<string?>(null);

    /// <summary>The project.</summary>
    [Parameter, EditorRequired]
    public ProjectAddress Scope { get; set; } = default!; // A required parameter.

    /// <summary>The destination.</summary>
    [Parameter, EditorRequired]
    public string DestinationId { get; set; } = "";

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs.

    private async Task ToggleAsync()
    {
        if (secrets is not null)
        {
            secrets = null;
            return;
        }

        isBusy = true;
        refusal = await Try(async (api, cancellationToken) =>
            secrets = (await api.GetDestinationSecretsAsync(Scope.TenantId, Scope.ProjectId, DestinationId, cancellationToken)).Secrets);
        isBusy = false;
    }

    private async Task RotateAsync()
    {
        refusal = null;
        await Dialogs.ConfirmAsync("Rotate the signing secret?", RotationBody, "Rotate secret", RotateNowAsync, isDanger: false);
    }

    private Task<string?> RotateNowAsync() => Try(async (api, cancellationToken) => secrets =
        (await api.RotateDestinationSecretAsync(
            Scope.TenantId, Scope.ProjectId, DestinationId, new RotateSecretRequest(overlapHours, olderFirst), cancellationToken)).Secrets);

    private void SetOlderFirst(ChangeEventArgs change) => olderFirst = change.Value is true;

    private void SetOverlap(ChangeEventArgs change) =>
        overlapHours = int.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            ? hours
            : overlapHours;
}
