using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;
using Webhooks.Client;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Dashboard.Web.Live;

/// <summary>
/// Ends a circuit when the user who opened it is no longer signed in, and opens the page anew when its rights have changed. A circuit lives
/// as long as its page is open; without this, what it shows and lets do would outlive a sign-out, a changed password and a demotion.
/// </summary>
internal sealed class CircuitRights(
    ApiClients clients, AuthenticationStateProvider authentication, NavigationManager navigation, TimeProvider clock)
    : CircuitHandler, IAsyncDisposable
{
    /// <summary>With the seconds for which the Api trusts what it knows, less than five.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource closing = new();
    private Task watching = Task.CompletedTask;
    private volatile bool isOver;

    /// <inheritdoc />
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (DashboardAuthentication.CredentialsOf(user) is { } credentials)
        {
            watching = WatchAsync(clients.With(credentials), DashboardAuthentication.SessionTokenOf(user) is not null);
        }
    }

    /// <summary>Lets nothing in any more once the circuit is over, whatever the browser does.</summary>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) =>
        context => isOver ? throw new InvalidOperationException("The circuit is over: nobody is signed in any more.") : next(context);

    /// <inheritdoc />
    public override async Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken) => await closing.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await watching;
        closing.Dispose();
    }

    private async Task WatchAsync(WebhooksClient api, bool isUser)
    {
        string? rights = null;
        try
        {
            while (true)
            {
                var (isIn, now) = await LookAsync(api, isUser);
                if (!isIn || (rights is not null && now is not null && rights != now))
                {
                    isOver = true;
                    var here = "/" + navigation.ToBaseRelativePath(navigation.Uri);
                    navigation.NavigateTo(isIn ? here : SignInPage.UrlFor(here, isUser), forceLoad: true);
                    return;
                }

                rights = now ?? rights;
                await Task.Delay(LookEvery, clock, closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or InvalidOperationException)
        {
            // The browser has gone meanwhile.
        }
    }

    /// <summary>Whether the credentials are good, and what they allow; null = that cannot be checked right now.</summary>
    private async Task<(bool IsIn, string? Rights)> LookAsync(WebhooksClient api, bool isUser)
    {
        try
        {
            if (isUser)
            {
                return (true, JsonSerializer.Serialize((await api.GetSessionAsync(closing.Token)).Tenants));
            }

            // A key is revoked or expires, but never changes.
            await api.ListTenantsAsync(limit: 1, cancellationToken: closing.Token);
            return (true, null);
        }
        catch (WebhooksApiException refused)
        {
            return (refused.StatusCode is not HttpStatusCode.Unauthorized, null);
        }
        catch (HttpRequestException)
        {
            return (true, null);
        }
    }
}
