using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Webhooks.Dashboard.Web;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Tests.EndToEnd.Tour;

/// <summary>Every page of the dashboard, found by its route: a new page is visited without being named here.</summary>
internal static partial class DashboardRoutes
{
    /// <summary>The same page, as somebody finds it who chose another way in.</summary>
    private static readonly string[] OtherWays = [$"{SignInPage.Path}?with=key", $"{AcceptInvitationPage.Path}?first=true"];

    /// <summary>The routes, such as <c>/deliveries/{Id}</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(DashboardServices).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Concat(OtherWays)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Who sees the page.</summary>
    public static Visitor VisitorOf(string route) => route.Split('?')[0] switch
    {
        SignInPage.Path or AcceptInvitationPage.Path or ForgotPasswordPage.Path or ResetPasswordPage.Path => Visitor.Nobody,
        "/settings/system" or "/settings/tenants/new" => Visitor.Operator,
        _ => Visitor.Administrator,
    };

    /// <summary>The path of one page of a route.</summary>
    /// <param name="route">The route.</param>
    /// <param name="ids">The id of what the pages below a section show, by section and parameter, such as <c>deliveries/id</c>.</param>
    public static string PathOf(string route, IReadOnlyDictionary<string, string> ids)
    {
        var section = SectionOf(route);
        return Parameter()
            .Replace(route, parameter => ids.GetValueOrDefault($"{section}/{parameter.Groups["name"].Value.ToLowerInvariant()}")
            ?? throw new InvalidOperationException($"The tour knows no value for {parameter.Value} of {route}; add one to TourFilling."));
    }

    /// <summary>A name for the pictures of the page, such as <c>deliveries-id</c>.</summary>
    public static string NameOf(string route) =>
        NotInNames().Replace(route, "-").Trim('-').ToLowerInvariant() is { Length: > 0 } name ? name : "overview";

    private static string SectionOf(string route)
    {
        var parts = route.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is ["settings", var page, ..] ? page : parts.FirstOrDefault() ?? "";
    }

    [GeneratedRegex(@"\{\*?(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotInNames();
}
