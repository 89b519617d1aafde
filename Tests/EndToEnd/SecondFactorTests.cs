using Microsoft.Playwright;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>A user turns on the second factor and signs in with it.</summary>
public sealed class SecondFactorTests : Story
{
    [BrowserFact]
    public async Task User_turns_it_on_by_a_code_signs_in_with_an_app_and_with_a_recovery_code_and_turns_it_off()
    {
        var email = $"twofold.{Project.TenantId}@example.com";
        var invitation = await Project.Client.InviteMemberAsync(Project.TenantId, new InviteMemberRequest(email, MemberRole.Admin));
        await new WebhooksClient(Application.Http).AcceptInvitationAsync(
            new AcceptInvitationRequest(invitation.Token!, TestUser.Password) { WithToken = true }); // A new one shows its token.
        await using var page = await OpenAsync();
        await page.Page.GotoAsync("/");
        await page.FillInPasswordAsync(email, TestUser.Password);
        await page.ShowsProjectAsync(Project);

        // On, by the app.
        await OpenProfileAsync(page);
        await PasswordField(page).FillAsync(TestUser.Password);
        await ButtonAsync(page, "Set up the second factor");
        await Expect(page.Page.GetByRole(AriaRole.Img, new() { Name = "QR code of the secret" })).ToBeVisibleAsync();
        var app = new Authenticator(await page.Page.Locator("#second-factor-secret").InnerTextAsync());
        await Accessibility.AssertAsync(page.Page);
        await page.PictureAsync("second-factor-secret-desktop");
        await CodeField(page).FillAsync(app.Wrong());
        await ButtonAsync(page, "Turn on");
        await Expect(page.Page.Locator("#second-factor-code-errors")).ToContainTextAsync("Is wrong or was used already");
        await CodeField(page).FillAsync(app.Next());
        await ButtonAsync(page, "Turn on");
        await Expect(page.Page.Locator("#recovery-codes li")).ToHaveCountAsync(10);
        var recoveryCodes = await page.Page.Locator("#recovery-codes li").AllInnerTextsAsync();
        await Accessibility.AssertAsync(page.Page);
        await page.PictureAsync("second-factor-recovery-codes-desktop");
        await ButtonAsync(page, "Done");
        await Expect(page.Page.GetByText("Recovery codes left: 10.")).ToBeVisibleAsync();
        await page.SignOutAsync();

        // In, by the app.
        await page.FillInPasswordAsync(email, TestUser.Password);
        await Expect(CodeField(page)).ToHaveAttributeAsync("autocomplete", "one-time-code");
        await Accessibility.AssertAsync(page.Page);
        await page.PictureAsync("sign-in-second-factor-desktop");
        await CodeField(page).FillAsync(app.Wrong());
        await ButtonAsync(page, "Sign in");
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The code is wrong or was used already.");
        await CodeField(page).FillAsync(app.Next());
        await ButtonAsync(page, "Sign in");
        await page.ShowsProjectAsync(Project);
        await page.StandsAsync();
        await page.SignOutAsync();

        // In, without it.
        await page.FillInPasswordAsync(email, TestUser.Password);
        await ButtonAsync(page, "Use a recovery code");
        await page.Page.GetByLabel("Recovery code").FillAsync(recoveryCodes[0]);
        await page.PictureAsync("sign-in-recovery-code-desktop");
        await ButtonAsync(page, "Sign in");
        await page.ShowsProjectAsync(Project);

        // New recovery codes.
        await OpenProfileAsync(page);
        await Expect(page.Page.GetByText("Recovery codes left: 9.")).ToBeVisibleAsync();
        await ButtonAsync(page, "New recovery codes");
        await PasswordField(page).FillAsync(TestUser.Password);
        await page.Page.GetByLabel("Code or recovery code").FillAsync(recoveryCodes[1]);
        await Accessibility.AssertAsync(page.Page);
        await page.PictureAsync("second-factor-renewal-desktop");
        await ButtonAsync(page, "Replace recovery codes");
        await Expect(page.Page.GetByText("The old recovery codes no longer work.")).ToBeVisibleAsync();
        var renewed = await page.Page.Locator("#recovery-codes li").AllInnerTextsAsync();
        Assert.Equal(10, renewed.Except(recoveryCodes).Count());
        await ButtonAsync(page, "Done");
        await Expect(page.Page.GetByText("Recovery codes left: 10.")).ToBeVisibleAsync();

        // Off.
        await ButtonAsync(page, "Turn off");
        await PasswordField(page).FillAsync(TestUser.Password);
        await page.Page.GetByLabel("Code or recovery code").FillAsync(renewed[0]);
        await ButtonAsync(page, "Turn off");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Set up the second factor" })).ToBeVisibleAsync();

        // Below Information, SignalR logs every key that is pressed in a circuit, be it of a password.
        var lines = Application.Logs.Lines.Where(line => !line.Contains(" Microsoft.AspNetCore.SignalR.", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => recoveryCodes.Any(code => line.Contains(code, StringComparison.Ordinal)));
    }

    private static ILocator PasswordField(DashboardPage page) => page.Page.GetByLabel("Your password", new() { Exact = true });

    private static ILocator CodeField(DashboardPage page) => page.Page.GetByLabel("Code", new() { Exact = true });

    private async Task OpenProfileAsync(DashboardPage page)
    {
        await page.Page.GotoAsync($"/settings/profile?tenant={Project.TenantId}&project={Project.ProjectId}");
        await page.StandsAsync();
    }

    private static Task ButtonAsync(DashboardPage page, string name) =>
        page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
