using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.ApiAccess;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>
/// Where the link of an invitation leads: sets a password and signs in. The token is behind the # of the link, which a browser keeps to
/// itself, so it is in no server's log; a script moves it into the form.
/// </summary>
public sealed partial class AcceptInvitationPage
{
    /// <summary>Address of the page.</summary>
    public const string Path = "/accept-invitation";

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!; // Always there: this page is rendered in a request only.

    [Inject]
    private UserSignIn Users { get; set; } = default!; // Set by the framework before anything runs, like the next one.

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromForm]
    private InvitationForm Form { get; set; } = default!; // Set in OnInitialized when the page was not posted.

    /// <summary>Whether the link says that the invitation names no address.</summary>
    [SupplyParameterFromQuery]
    private bool First { get; set; }

    private bool AsksForEmail { get; set; }

    /// <summary>Once the address has turned out to have a user whose password this is not.</summary>
    private bool OffersNewUser { get; set; }

    private string? Refusal { get; set; }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Form ??= new InvitationForm();
        AsksForEmail = First || Form.Email is not null;
    }

    private async Task SubmitAsync()
    {
        var acceptance = new AcceptInvitationRequest(Form.Token.Trim(), Form.Password)
        {
            Email = Given(Form.Email),
            Name = Given(Form.Name),
            NewUser = Form.NewUser,
        };
        Form.Password = ""; // It must not be written back into the page.
        var result = await Users.AcceptAsync(acceptance, Visitor.Of(Context), Context.RequestAborted);
        Refusal = result.Refusal;
        OffersNewUser = Form.NewUser || result.IsUnauthorized;
        AsksForEmail |= result.Errors?.Any(error => error.Pointer == "/email") is true;
        if (result.Continuation is not null)
        {
            Navigation.NavigateTo(SignInPage.UrlOfJoined);
        }

        if (result is { User: { } user, Scope: { } scope })
        {
            await Context.SignInAsync(DashboardAuthentication.Scheme, user);
            Navigation.NavigateTo(scope.UrlOf("/"));
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
