using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hangfire.Dashboard;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Limits;
using Webhooks.Core.Tenants;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>
/// The policy of Hangfire's dashboard: an admin key of the whole service (of no tenant), as the password of HTTP Basic, which a browser
/// asks for, or as <c>Authorization: Bearer</c>. After too many wrong keys from one address, its keys are not checked for a while.
/// </summary>
internal sealed class AdminOnly(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, SharedRates rates, TimeProvider clock)
    : IDashboardAsyncAuthorizationFilter
{
    private static readonly RateLimit WrongKeys = RateLimit.PerMinute(10);

    /// <summary>The dashboard asks for its figures every two seconds; the last use of a key need not be that exact.</summary>
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    /// <summary>Whether the request may see and use the dashboard; if not, the answer makes a browser ask for the key.</summary>
    public async Task<bool> AuthorizeAsync(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (ReadKey(http.Request) is { } key && await IsAdminAsync(http, address, key))
        {
            return true;
        }

        http.Response.Headers.WWWAuthenticate = "Basic realm=\"Webhooks: an admin key as the password\", charset=\"UTF-8\"";
        return false;
    }

    private async Task<bool> IsAdminAsync(HttpContext http, IPAddress address, string key)
    {
        // Taken before the key is checked, and refunded when it is valid, so that many guesses at the same time are limited as well.
        var limited = RateKey.Of("hangfire", address.ToString());
        if (await rates.RefuseAsync(limited, WrongKeys) is not null)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var hash = ApiKeySecret.Hash(key);
        await using var database = await contexts.CreateDbContextAsync(http.RequestAborted);
        var found = await database.ApiKeys.AsNoTracking().SingleOrDefaultAsync(row => row.KeyHash == hash, http.RequestAborted);
        if (found is not { TenantNo: null, ProjectNo: null, Role: Role.Admin, RevokedAt: null } || found.ExpiresAt <= now)
        {
            return false;
        }

        rates.Refund(limited);
        if (found.LastUsedAt is not { } usedAt || now - usedAt > UseGrain)
        {
            await audit.NoteKeyUseAsync(found.ApiKeyNo, now, OriginOf(http, address), http.RequestAborted);
        }

        return true;
    }

    private static Origin OriginOf(HttpContext http, IPAddress address)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return new Origin(address.ToString(), agent[..Math.Min(agent.Length, Origin.MaximumUserAgent)], null);
    }

    /// <summary>The key of either scheme; null when there is none or it is not well-formed.</summary>
    private static string? ReadKey(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || header.Parameter is not { Length: > 0 } parameter)
        {
            return null;
        }

        if (!header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? parameter : null;
        }

        var bytes = new byte[parameter.Length];
        return Convert.TryFromBase64String(parameter, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, { Length: > 0 } password] ? password : null;
    }
}
