using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.ServiceDefaults;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>Takes e-mail address and password, then the second factor of a user with one, or an API key, and opens a session.</summary>
public sealed partial class SignInPage
{
    /// <summary>Address of the page.</summary>
    public const string Path = "/sign-in";

    private const string KeyForm = "sign-in-with-key";
    private const string PasswordFormName = "sign-in";

    private const string SecondFactorFormName = "sign-in-second-factor";

    /// <summary>The way in that is not the first one: <c>?with=key</c>.</summary>
    private const string KeyWay = "key";

    /// <summary>Why the page is shown: what the session was opened with ceased to work.</summary>
    private const string KeyRefused = "key-refused";
    private const string SessionEnded = "session-ended";

    /// <summary>Why the page is shown: the provider knows the person, but the person has no invitation here.</summary>
    internal const string NotInvited = "not-invited";

    /// <summary>Why the page is shown: the person has no role in any project.</summary>
    internal const string NoRole = "no-role";

    /// <summary>Why the page is shown: signing in by the provider did not work.</summary>
    internal const string ProviderFailed = "provider-failed";
    private const string HasJoined = "joined";

    /// <summary>The problem of a continuation that was used or is too old.</summary>
    private const string ContinuationPointer = "/continuation";

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!; // Always there: this page is rendered in a request only.

    [Inject]
    private ApiKeyCheck Check { get; set; } = default!; // Set by the framework before anything runs, like the next two.

    [Inject]
    private UserSignIn Users { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IOptions<SingleSignOnOptions> Provider { get; set; } = default!;

    [SupplyParameterFromForm(FormName = KeyForm)]
    private SignInForm Form { get; set; } = default!; // Set in OnInitialized when the page was not posted, like the next two.

    [SupplyParameterFromForm(FormName = PasswordFormName)]
    private PasswordForm Password { get; set; } = default!;

    [SupplyParameterFromForm(FormName = SecondFactorFormName)]
    private SecondFactorForm SecondFactor { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery]
    private string? Reason { get; set; }

    [SupplyParameterFromQuery]
    private string? With { get; set; }

    private string? Refusal { get; set; }

    /// <summary>Instructions for a user who was sent here from another page.</summary>
    private string? Hint { get; set; }

    private bool IsSecondStep => SecondFactor.Continuation is { Length: > 0 };

    private bool ByKey => With == KeyWay;

    private string ProviderUrl => QueryHelpers.AddQueryString(
        SingleSignOnScheme.StartPath,
        new Dictionary<string, string?> { ["returnUrl"] = ReturnUrl }.Where(parameter => parameter.Value is not null));

    private string OtherWay => QueryHelpers.AddQueryString(
        Path,
        new Dictionary<string, string?> { ["returnUrl"] = ReturnUrl, ["with"] = ByKey ? null : KeyWay }
            .Where(parameter => parameter.Value is not null));

    /// <summary>Address of the page for a user who has accepted an invitation and has yet to show the second factor.</summary>
    internal static string UrlOfJoined => QueryHelpers.AddQueryString(Path, "reason", HasJoined);

    /// <summary>Address of the page, for a user who is to come back afterwards.</summary>
    internal static string UrlFor(string returnUrl, bool isUser) => QueryHelpers.AddQueryString(
        Path,
        isUser
            ? new Dictionary<string, string?> { ["returnUrl"] = returnUrl, ["reason"] = SessionEnded }
            : new Dictionary<string, string?> { ["returnUrl"] = returnUrl, ["reason"] = KeyRefused, ["with"] = KeyWay });

    /// <summary>
    /// The path of <paramref name="returnUrl"/>, or that of the first page: no user can be sent to another site by a link to
    /// this page. Browsers drop control characters and read a backslash as a slash, so those could hide a <c>//host</c>.
    /// </summary>
    internal static string LocalPath(string? returnUrl)
    {
        var path = returnUrl?.Split('?', '#')[0];
        return path is ['/', not ('/' or '\\'), ..] && path != Path && !path.Any(char.IsControl) ? path : "/";
    }

    /// <summary>
    /// Where a user goes after signing in: back to where they were, filters included. In another project than that page showed, only
    /// to the same section: what the address names is not there.
    /// </summary>
    /// <param name="returnUrl">Where they were; from the address, so anything.</param>
    /// <param name="scope">The project they may see.</param>
    internal static string Destination(string? returnUrl, ProjectAddress scope)
    {
        var path = LocalPath(returnUrl);
        return ProjectAddress.Of(returnUrl ?? "") == scope
            ? scope.UrlOf(path + ProjectAddress.OtherParameters(returnUrl ?? ""))
            : scope.UrlOf(ProjectAddress.SectionOf(path));
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        var isPosted = Form is not null || Password is not null || SecondFactor is not null;
        SecondFactor ??= new SecondFactorForm();
        Password ??= new PasswordForm();
        if (Form is null)
        {
            var scope = ProjectAddress.Of(ReturnUrl ?? "");
            Form = new SignInForm { Tenant = scope.TenantId, Project = scope.ProjectId };
        }

        Refusal = isPosted ? null : Reason switch
        {
            KeyRefused => "Your API key is no longer valid. Sign in with another one.",
            SessionEnded => "Your session has ended. Sign in again.",
            NotInvited => "Your e-mail address has not been invited. Ask an administrator of your tenant.",
            NoRole => "You have no role in any project yet. Ask an administrator of your tenant for one.",
            ProviderFailed => $"Signing in with {Provider.Value.Name} did not work. Try again.",
            _ => null,
        };
        Hint = isPosted || Reason != HasJoined
            ? null
            : "You have joined. Sign in with your password and a code from your authenticator app.";
    }

    private async Task SubmitKeyAsync()
    {
        var apiKey = Form.ApiKey.Trim();
        var scope = ProjectAddress.From(Form.Tenant, Form.Project);
        Form.ApiKey = ""; // It must not be written back into the page.
        Refusal = await Check.RefusalAsync(apiKey, scope, Context.RequestAborted);
        if (Refusal is null)
        {
            await EnterAsync(DashboardAuthentication.PrincipalOf(apiKey), scope);
        }
    }

    private async Task SubmitPasswordAsync()
    {
        var password = Password.Password;
        Password.Password = ""; // It must not be written back into the page.
        var result = await Users.SignInAsync(
            Password.Email.Trim(), password, ProjectAddress.Of(ReturnUrl ?? ""), Visitor.Of(Context), Context.RequestAborted);
        Refusal = result.Refusal;
        SecondFactor = new SecondFactorForm { Continuation = result.Continuation ?? "" };
        if (result is { User: { } user, Scope: { } scope })
        {
            await EnterAsync(user, scope);
        }
    }

    private async Task SubmitSecondFactorAsync()
    {
        var typed = SecondFactor;
        SecondFactor = new SecondFactorForm { Continuation = typed.Continuation, ByRecoveryCode = typed.ByRecoveryCode != typed.Switch };
        if (typed.Switch)
        {
            return;
        }

        var proof = new SecondFactorSignInRequest(typed.Continuation);
        var result = await Users.ContinueAsync(
            typed.ByRecoveryCode ? proof with { RecoveryCode = typed.RecoveryCode } : proof with { Code = typed.Code },
            ProjectAddress.Of(ReturnUrl ?? ""),
            Visitor.Of(Context),
            Context.RequestAborted);
        Refusal = result.Refusal;
        if (result.Errors?.Any(error => error.Pointer == ContinuationPointer) is true)
        {
            (SecondFactor, Refusal) = (new SecondFactorForm(), "The sign-in has expired. Enter your password again.");
        }

        if (result is { User: { } user, Scope: { } scope })
        {
            await EnterAsync(user, scope);
        }
    }

    private async Task EnterAsync(ClaimsPrincipal user, ProjectAddress scope)
    {
        await Context.SignInAsync(DashboardAuthentication.Scheme, user);
        Navigation.NavigateTo(Destination(ReturnUrl, scope));
    }
}
