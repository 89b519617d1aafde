using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>Makes an API key, and shows it once.</summary>
public sealed partial class ApiKeyCreate
{
    private const string WholeTenant = "";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public IReadOnlyList<Place>? PersistedProjects { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Loaded is not null;

    /// <inheritdoc />
    protected override IReadOnlyList<string> Fields { get; } = ["name", "role", "projectId", "expiresAt", "allowedNetworks"];

    private string Name { get; set; } = "";

    private string Role { get; set; } = ApiKeyRole.Publisher;

    private string ProjectId { get; set; } = WholeTenant;

    private string Expiry { get; set; } = KeyExpiry.Never;

    private string Date { get; set; } = "";

    private string Networks { get; set; } = "";

    private ApiKeyResponse? Created { get; set; }

    private IReadOnlyList<Place>? Loaded { get; set; }

    private IReadOnlyList<(string Value, string Text)> Projects =>
        [(WholeTenant, "All projects of the tenant"), .. (Loaded ?? []).Select(project => (project.Id, $"The project {project.Name}"))];

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        (Loaded, ProjectId) = (PersistedProjects, Scope.ProjectId);
        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        if (Loaded is null)
        {
            var projects = await api.ListProjectsAsync(Scope.TenantId, limit: VisiblePlaces.Most, cancellationToken: cancellationToken);
            Loaded = PersistedProjects = [.. projects.Data.Select(project => new Place(project.Id, project.Name))];
        }
    }

    /// <inheritdoc />
    protected override async Task SaveAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        _ = KeyExpiry.TryParse(Expiry, Date, Now, out var expiresAt);
        var networks = Networks.Split((char[])[' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var wanted = new CreateApiKeyRequest(
            Name.Trim(), Role, ProjectId == WholeTenant ? null : ProjectId, expiresAt, networks.Length == 0 ? null : networks);
        Created = await api.CreateApiKeyAsync(Scope.TenantId, wanted, cancellationToken);
    }

    /// <inheritdoc />
    protected override IReadOnlyList<ProblemField> FindFaults() =>
        KeyExpiry.TryParse(Expiry, Date, Now, out _) ? [] : [new ProblemField("/expiresAt", "name a day")];

    private IReadOnlyList<string> ExpiryErrors(bool ofDate) => Expiry == KeyExpiry.OnDate == ofDate ? Errors.For("expiresAt") : [];
}
