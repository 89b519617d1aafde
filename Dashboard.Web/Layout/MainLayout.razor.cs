using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Dashboard.Web.Layout;

/// <summary>The frame of every page: navigation, the project that is shown, and the user.</summary>
public sealed partial class MainLayout
{
    private ProjectAddress? _asked;

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public VisiblePlaces? PersistedPlaces { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // Set by the framework before anything runs, like the next two.

    [Inject]
    private ApiClients Clients { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private ErrorBoundary? Boundary { get; set; }

    private VisiblePlaces Places { get; set; } = VisiblePlaces.Unknown(new ProjectAddress("", ""));

    private ProjectAddress Scope => ProjectAddress.Of(Navigation.Uri);

    private Rights Rights => Rights.Of(Places.Access);

    private string Path => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    // With <base href="/"> a bare #content would lead to the first page.
    private string SkipTarget => $"{Navigation.Uri.Split('#')[0]}#content";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        Boundary?.Recover(); // The failure was on the page before.
        var scope = Scope;
        if (scope == _asked)
        {
            return;
        }

        _asked = scope;
        if (PersistedPlaces is { } persisted && persisted.IsOf(scope))
        {
            Places = persisted;
            return;
        }

        Places = VisiblePlaces.Unknown(scope);
        var places = await LoadAsync(scope);
        if (scope == _asked)
        {
            (Places, PersistedPlaces) = (places, places);
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            // Restores what was typed into the page before, whose circuit was lost.
            await Script.InvokeVoidAsync("webhooksShell.circuitStands");
        }
    }

    private async Task<VisiblePlaces> LoadAsync(ProjectAddress scope)
    {
        var user = Authentication is null ? null : (await Authentication).User;
        if (user is null || DashboardAuthentication.CredentialsOf(user) is not { } credentials)
        {
            return VisiblePlaces.Unknown(scope);
        }

        try
        {
            return await VisiblePlaces.LoadAsync(Clients.With(credentials), scope, CancellationToken.None);
        }
        catch (Exception failure) when (ApiTrouble.Describe(failure, scope) is not null)
        {
            // The page says what is wrong; the frame around it makes do with the names of the address.
            return VisiblePlaces.Unknown(scope);
        }
    }
}
