using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Webhooks.Dashboard.Web.Live;

/// <summary>
/// A live page whose address says what it shows: it reads the address before it is first shown and whenever only its parameters change,
/// such as by a filter, a link to another page of a list, or the browser's way back.
/// </summary>
public abstract class UrlPage : LiveComponent
{
    private string path = "";

    [Inject]
    private protected NavigationManager Navigation { get; private set; } = default!; // Set by the framework before anything runs.

    [Inject]
    private IJSRuntime Browser { get; set; } = default!; // Set by the framework before anything runs.

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        path = PathOf(Navigation.Uri);
        ReadAddress(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        // A link from one of a kind to another one changes the parameters of this page rather than making a new one.
        if (PathOf(Navigation.Uri) is var now && now != path && !IsGone)
        {
            path = now;
            await ReadAgainAsync();
        }
    }

    /// <inheritdoc />
    protected override ValueTask LeaveAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        return base.LeaveAsync();
    }

    /// <summary>Reads from its address what the page is to show. The current content stays until the Api has answered.</summary>
    /// <param name="url">The address.</param>
    protected abstract void ReadAddress(string url);

    private static string PathOf(string url) => url.Split('?', '#')[0];

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        // On the way to another page the address changes before this one is gone.
        if (PathOf(change.Location) == path)
        {
            _ = InvokeAsync(() => FollowAsync(change.IsNavigationIntercepted));
        }
    }

    private Task ReadAgainAsync() => FollowAsync(isLink: false);

    /// <summary>Shows what the address says now.</summary>
    /// <param name="isLink">
    /// A link was followed, such as one to older rows: they begin at the top. The framework goes there only when the path changes; on the
    /// way back the browser has its own place.
    /// </param>
    private async Task FollowAsync(bool isLink)
    {
        try
        {
            ReadAddress(Navigation.Uri);
            StateHasChanged();
            if (isLink)
            {
                await Browser.InvokeVoidAsync("scrollTo", 0, 0);
            }

            await RefreshAsync();
            StateHasChanged();
        }
        catch (Exception) when (IsGone)
        {
            // The page is gone and shows nothing any more.
        }
        catch (Exception bug)
        {
            // This is not awaited, so the circuit must get the exception.
            await DispatchExceptionAsync(bug);
        }
    }
}
