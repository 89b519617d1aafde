using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webhooks.Contracts;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>Triggers: made, tried, watched, repaired and deleted at a browser.</summary>
public sealed class TriggerTests : Story
{
    [BrowserFact]
    public async Task Trigger_is_made_tried_by_a_signed_call_read_and_run_again()
    {
        Project.Receiver.Choose = request =>
            request.Path == "/run"
                ? Answer.Status(200, """{"content":"Ada, I saw your push."}""", ("Content-Type", "application/json"))
                : null;
        await using var page = await SignedInAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Triggers" }).ClickAsync();
        await page.ShowsAsync("No triggers yet");
        await page.PictureAsync("triggers-empty-desktop");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create trigger" }).ClickAsync();
        await page.ShowsAsync("No agent to start");
        await Project.Client.CreateAgentAsync(
            Project.TenantId, Project.ProjectId, new CreateAgentRequest("sales", "Sales", Project.Receiver.Url("/run").AbsoluteUri));
        await page.Page.ReloadAsync();
        await page.StandsAsync();

        // Everything that is wrong stands at its field at once.
        var create = page.Page.GetByRole(AriaRole.Button, new() { Name = "Create trigger" });
        await page.Page.GetByLabel("Id", new() { Exact = true }).FillAsync("push");
        await page.Page.GetByLabel("Authentication").SelectOptionAsync("slack");
        await page.Page.GetByLabel("First message").FillAsync("{{pusher.name}} pushed to {{ref");
        await create.ClickAsync();
        await Expect(page.Page.Locator("#trigger-name-errors")).ToContainTextAsync("Enter a name.");
        await Expect(page.Page.Locator("#trigger-template-errors")).Not.ToBeEmptyAsync();
        await Expect(page.Page.Locator("#trigger-secret-errors")).ToContainTextAsync("slack issues it");
        await page.PictureAsync("trigger-form-errors-desktop");
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Push");
        await page.Page.GetByLabel("First message").FillAsync("{{pusher.name}} pushed to {{ref}}.");
        await page.Page.GetByLabel("Authentication").SelectOptionAsync("github");
        await create.ClickAsync();
        await Expect(page.Head).ToContainTextAsync("Push");

        // The call that the page makes, and the one it writes for a shell.
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Reveal secret" }).ClickAsync();
        var secret = await page.Page.Locator(".url code").Nth(1).InnerTextAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send test call" }).ClickAsync();
        await Expect(page.Page.GetByText("the invocation and its conversation")).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".invocations tbody tr")).ToContainTextAsync("success");
        await page.PictureAsync("trigger-desktop");
        await page.Page.GetByLabel("Payload").FillAsync("""{"pusher":{"name":"Ada"},"ref":"it's main"}""");
        var command = page.Page.GetByRole(AriaRole.Button, new() { Name = "Copy as curl" });
        await Expect(command).ToHaveAttributeAsync("data-copy", new Regex("Ada"));
        await Shell.RunAsync((await command.GetAttributeAsync("data-copy"))!, "", ("TRIGGER_SECRET", secret)); // It was there just before.
        await Expect(page.Page.Locator(".invocations tbody tr")).ToHaveCountAsync(2);

        await page.Page.Locator(".invocations tbody tr").First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Page.Locator(".messages")).ToContainTextAsync("Ada pushed to it's main.");
        await Expect(page.Page.Locator(".messages .assistant")).ToContainTextAsync("Ada, I saw your push.");
        await Expect(page.Attempts).ToContainTextAsync("HTTP 200");
        await page.PictureAsync("invocation-desktop");
        await page.Page.GetByLabel("Message override").FillAsync("Say it once more.");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Rerun" }).ClickAsync();
        await Expect(page.Page.Locator(".messages")).ToContainTextAsync("Say it once more.");
        await Expect(page.Page.GetByText("Rerun of")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Trigger_is_changed_disabled_and_deleted()
    {
        await Project.Client.CreateAgentAsync(Project.TenantId, Project.ProjectId, new CreateAgentRequest("sales", "Sales"));
        var trigger = await Project.Client.CreateTriggerAsync(Project.TenantId, Project.ProjectId, "sales", new CreateTriggerRequest("Form")
        {
            Authentication = new SetTriggerAuthentication { Headers = [new SetTriggerHeader("X-Api-Key", "the value that was agreed on")] },
        });
        await using var page = await SignedInAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Triggers" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Form", Exact = true }).ClickAsync();

        // Without the right value the trigger says why it starts nothing.
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send test call" }).ClickAsync();
        await Expect(page.Notice).ToBeVisibleAsync();
        await page.Page.GetByLabel("X-Api-Key").FillAsync("the value that was agreed on");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send test call" }).ClickAsync();
        await Expect(page.Page.GetByText("the invocation and its conversation")).ToBeVisibleAsync();

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.Page.GetByLabel("Description").FillAsync("From the form of the shop");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add header" }).ClickAsync();
        await page.Page.GetByLabel("Name of header 2").FillAsync("X-Shop");
        await page.Page.GetByLabel("Value of header 2").FillAsync("one");
        await page.PictureAsync("trigger-form-desktop");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await page.ShowsAsync("From the form of the shop");
        await Expect(page.Page.GetByText("X-Api-Key (the …), X-Shop")).ToBeVisibleAsync();
        var changed = await Project.Client.GetTriggerAsync(Project.TenantId, Project.ProjectId, "sales", trigger.Id);
        Assert.Equal(["X-Api-Key", "X-Shop"], changed.Authentication.Headers.Select(header => header.Name));

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Expect(page.Head).ToContainTextAsync("disabled");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete trigger" }).ClickAsync();
        await page.ShowsAsync("No triggers yet");
    }

    [BrowserFact]
    public async Task Viewer_of_a_trigger_changes_nothing_and_everything_fits_on_a_phone()
    {
        await Project.Client.CreateAgentAsync(Project.TenantId, Project.ProjectId, new CreateAgentRequest("sales", "Sales"));
        var trigger = await Project.Client.CreateTriggerAsync(Project.TenantId, Project.ProjectId, "sales", new CreateTriggerRequest("Form")
        {
            Authentication = new SetTriggerAuthentication { Open = true },
        });
        using var answer = await Application.Http.PostAsJsonAsync(trigger.WebhookUrl, new { text = "Hello" });
        answer.EnsureSuccessStatusCode();
        var scope = $"?tenant={Project.TenantId}&project={Project.ProjectId}";
        await using var page = await Browser.OpenAsync(Application.Address, width: 390, height: 844);
        await page.SignInAsync(StoryProject.KeyOf(await Project.CreateKeyAsync(ApiKeyRole.Viewer)), Project.TenantId, Project.ProjectId);
        await page.BecomesLiveAsync();
        var path = $"/triggers/sales/{trigger.Id}";

        await page.Page.GotoAsync($"/triggers{scope}");
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "New trigger" })).ToHaveCountAsync(0);
        await PictureThatFitsAsync(page, "triggers-phone");
        await page.Page.GotoAsync($"{path}{scope}");
        await page.BecomesLiveAsync();
        foreach (var name in (string[])["Delete", "Disable", "Send test call", "Reveal secret"])
        {
            await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = name })).ToHaveCountAsync(0);
        }

        await PictureThatFitsAsync(page, "trigger-phone");
        await page.Page.Locator(".invocations tbody tr").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Page.Locator(".messages")).ToContainTextAsync("Hello");
        await PictureThatFitsAsync(page, "invocation-phone");
        await page.Page.GotoAsync($"{path}/edit{scope}");
        await Expect(page.Page.GetByText("Your role here is viewer")).ToBeVisibleAsync();
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" })).ToBeDisabledAsync();
        await PictureThatFitsAsync(page, "trigger-form-phone");
    }

    private static async Task PictureThatFitsAsync(DashboardPage page, string name)
    {
        await page.PictureAsync(name);
        await page.AssertFitsAsync();
    }
}
