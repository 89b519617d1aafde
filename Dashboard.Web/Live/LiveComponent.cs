using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Webhooks.Client;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Dashboard.Web.Live;

/// <summary>
/// A component that shows what the Api says now: it asks once before it is first shown and every second or few while the browser
/// is connected, shows a notice when that fails, and keeps asking.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Task _refreshing = Task.CompletedTask;
    private DateTimeOffset _quietUntil;

    /// <summary>Now, as of the last time the component was shown.</summary>
    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The current problem, as a sentence; <see langword="null"/> when there is none.</summary>
    protected string? Trouble { get; private set; }

    /// <summary>How long to wait between two questions; a second, unless what is shown changes seldom.</summary>
    protected virtual TimeSpan RefreshInterval => TimeSpan.FromSeconds(1);

    /// <summary>Whether there is something to show.</summary>
    protected abstract bool IsLoaded { get; }

    [Inject]
    private TimeProvider Clock { get; set; } = TimeProvider.System;

    [Inject]
    private ApiClients Clients { get; set; } = default!; // Set by the framework before anything runs, like the next two.

    [Inject]
    private CircuitConnection Connection { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private protected ProjectAddress Scope => ProjectAddress.Of(Navigation.Uri);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await LeaveAsync();
        await _refreshing;
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the component has gone away.</summary>
    protected bool IsGone => _gone.IsCancellationRequested;

    /// <summary>Lets go of what the component holds, when it goes away.</summary>
    /// <returns>When that is done.</returns>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    /// <summary>Asks the Api and keeps the answer.</summary>
    /// <param name="api">Client with the user's credentials.</param>
    /// <param name="cancellationToken">Ends when the component goes away.</param>
    /// <returns>When the answer is there.</returns>
    protected abstract Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        // The data that was loaded while prerendering is persisted for the circuit.
        if (!IsLoaded)
        {
            await RefreshAsync();
        }
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _refreshing = RefreshNowAndThenAsync();
        }
    }

    private async Task RefreshNowAndThenAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(RefreshInterval, Clock);
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                if (Connection.IsUp && Now >= _quietUntil)
                {
                    await RefreshAsync();
                    StateHasChanged();
                }
            }
        }
        catch (Exception) when (_gone.IsCancellationRequested)
        {
            // The component is gone, so the result of its last request is not needed.
        }
        catch (Exception bug)
        {
            // This loop is not awaited, so the circuit must get the exception, or the page would stop without an error.
            await DispatchExceptionAsync(bug);
        }
    }

    /// <summary>Asks the Api now. For what cannot wait for the next second, such as another view in the page's address.</summary>
    /// <returns>When the answer is there, or it is known what is wrong.</returns>
    protected async Task RefreshAsync()
    {
        var user = Authentication is null ? null : (await Authentication).User;
        if (user is null || DashboardAuthentication.CredentialsOf(user) is not { } credentials)
        {
            GoToSignIn(user);
            return;
        }

        try
        {
            await LoadAsync(Clients.With(credentials), _gone.Token);
            Trouble = null;
        }
        catch (Exception failure) when (!_gone.IsCancellationRequested && ApiTrouble.Describe(failure, Scope) is { } trouble)
        {
            Trouble = trouble;
            Heed(failure, user);
        }
    }

    /// <summary>Has the Api do something for the user.</summary>
    /// <param name="act">The action.</param>
    /// <returns>Why it was not done, as a sentence; <see langword="null"/> when it was.</returns>
    protected async Task<string?> TryAsync(Func<WebhooksClient, CancellationToken, Task> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        var user = Authentication is null ? null : (await Authentication).User;
        if (user is null || DashboardAuthentication.CredentialsOf(user) is not { } credentials)
        {
            GoToSignIn(user);
            return null;
        }

        try
        {
            await act(Clients.ToActWith(credentials), _gone.Token);
            return null;
        }
        catch (Exception failure) when (!_gone.IsCancellationRequested && ApiTrouble.DescribeAction(failure) is { } trouble)
        {
            Heed(failure, user);
            return trouble;
        }
    }

    private void Heed(Exception failure, ClaimsPrincipal user)
    {
        if (failure is WebhooksApiException { RetryAfter: { } wait })
        {
            _quietUntil = Now + wait;
        }

        if (failure is WebhooksApiException { StatusCode: HttpStatusCode.Unauthorized })
        {
            GoToSignIn(user);
        }
    }

    private void GoToSignIn(ClaimsPrincipal? user)
    {
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        var isUser = user is not null && DashboardAuthentication.SessionTokenOf(user) is not null;
        Navigation.NavigateTo(SignInPage.UrlFor(here, isUser), forceLoad: true);
    }
}
