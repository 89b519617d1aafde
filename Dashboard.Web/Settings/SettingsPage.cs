using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Webhooks.Client;
using Webhooks.Dashboard.Web.Live;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>
/// A page that lists something of the settings. It asks every few seconds: another administrator may be at work. To all other users
/// it says that only administrators may see it.
/// </summary>
/// <typeparam name="TState">What it shows.</typeparam>
public abstract class SettingsPage<TState> : UrlPage
    where TState : class
{
    /// <summary>Most resources on one page.</summary>
    protected const int PageSize = 25;

    private const string PageParameter = "page";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public TState? Persisted { get; set; }

    /// <summary>The user's permissions.</summary>
    [CascadingParameter]
    protected Rights Rights { get; set; } = Rights.None;

    /// <summary>The data that is shown; <see langword="null"/> until it is known.</summary>
    protected TState? State { get; private set; }

    /// <summary>Whether the user may not see it.</summary>
    protected bool IsForbidden { get; private set; }

    /// <summary>Number of the page, from 1.</summary>
    protected int PageNumber { get; private set; } = 1;

    /// <inheritdoc />
    protected override bool IsLoaded => State is not null || IsForbidden;

    /// <inheritdoc />
    protected override TimeSpan RefreshInterval => TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        State = Persisted;
        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override void ReadAddress(string url) =>
        PageNumber = int.TryParse(Parameter(url, PageParameter), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 ? number : 1;

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var view = Navigation.Uri;
        try
        {
            var state = await LoadStateAsync(api, cancellationToken);
            if (view == Navigation.Uri)
            {
                (State, Persisted, IsForbidden) = (state, state, false);
            }
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.Forbidden)
        {
            (State, Persisted, IsForbidden) = (null, null, true);
        }
    }

    /// <summary>Asks the Api.</summary>
    /// <param name="api">Client with the user's credentials.</param>
    /// <param name="cancellationToken">Ends when the page goes away.</param>
    /// <returns>The data to show.</returns>
    protected abstract Task<TState> LoadStateAsync(WebhooksClient api, CancellationToken cancellationToken);

    /// <summary>Has the Api do something, and shows the outcome.</summary>
    /// <param name="act">The action.</param>
    /// <returns>Why it was not done, as a sentence; <see langword="null"/> when it was.</returns>
    protected async Task<string?> ChangeAsync(Func<WebhooksClient, CancellationToken, Task> act)
    {
        var refusal = await TryAsync(act);
        if (refusal is null)
        {
            await RefreshAsync();
            StateHasChanged();
        }

        return refusal;
    }

    /// <summary>Address of another page of the list.</summary>
    /// <param name="number">Its number.</param>
    protected string UrlOfPage(int number) => QueryHelpers.AddQueryString(
        Scope.UrlOf(Navigation.ToAbsoluteUri(Navigation.Uri).AbsolutePath), PageParameter, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A parameter of the page's address; empty when it is left out.</summary>
    /// <param name="url">The address.</param>
    /// <param name="name">Name of the parameter.</param>
    protected static string Parameter(string url, string name) =>
        QueryHelpers.ParseQuery(new Uri(url).Query).TryGetValue(name, out var value) ? value.ToString().Trim() : "";
}
