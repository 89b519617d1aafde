using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Dashboard.Web.Components.Pages;

/// <summary>Takes an API key and opens a session with it.</summary>
public sealed partial class SignIn
{
    /// <summary>Address of the page.</summary>
    public const string Path = "/sign-in";

    /// <summary>Why the page is shown: the key of the session ceased to work.</summary>
    internal const string KeyRefused = "key-refused";

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!; // Always there: this page is rendered in a request only.

    [Inject]
    private ApiKeyCheck Check { get; set; } = default!; // Set by the framework before anything runs, like the next one.

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromForm]
    private SignInForm Form { get; set; } = default!; // Set in OnInitialized when the page was not posted.

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery]
    private string? Reason { get; set; }

    private string? Refusal { get; set; }

    /// <summary>Address of the page, for somebody who is to come back afterwards.</summary>
    internal static string UrlFor(string returnUrl, string reason) =>
        QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["returnUrl"] = returnUrl, ["reason"] = reason });

    /// <summary>
    /// The path of <paramref name="returnUrl"/>, or that of the first page: nobody can be sent to another site by a link to
    /// this page. Browsers drop control characters and read a backslash as a slash, so those could hide a <c>//host</c>.
    /// </summary>
    internal static string LocalPath(string? returnUrl)
    {
        var path = returnUrl?.Split('?', '#')[0];
        return path is ['/', not ('/' or '\\'), ..] && path != Path && !path.Any(char.IsControl) ? path : "/";
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        if (Form is null)
        {
            var scope = ProjectScope.Of(ReturnUrl ?? "");
            Form = new SignInForm { Tenant = scope.TenantId, Project = scope.ProjectId };
            Refusal = Reason == KeyRefused ? "Your API key is no longer valid. Sign in with another one." : null;
        }
    }

    private async Task SubmitAsync()
    {
        var apiKey = Form.ApiKey.Trim();
        var scope = ProjectScope.From(Form.Tenant, Form.Project);
        Form.ApiKey = ""; // It must not be written back into the page.
        Refusal = await Check.RefusalAsync(apiKey, scope, Context.RequestAborted);
        if (Refusal is null)
        {
            await Context.SignInAsync(DashboardAuthentication.Scheme, DashboardAuthentication.PrincipalOf(apiKey));
            Navigation.NavigateTo(scope.UrlOf(LocalPath(ReturnUrl)));
        }
    }
}
