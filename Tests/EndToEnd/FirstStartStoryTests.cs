using Microsoft.Playwright;
using Webhooks.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>What the first person does with the service, from its first start on.</summary>
public sealed class FirstStartStoryTests : IDisposable
{
    private readonly string data = Path.Combine("/tmp", $"webhooks-first-start-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");

    [BrowserFact]
    public async Task From_the_first_start_over_a_receiver_that_breaks_to_everything_delivered()
    {
        await using var receiver = FakeReceiver.Start();
        var (program, address) = await StandaloneProgram.StartAsync(data, adminKey: null);
        using var running = program;
        await using var page = await Browser.OpenAsync(address);

        await SignInByTheLinkAsync(page, program);
        await CreateDestinationAsync(page, receiver.Url("/shop"));
        await SendTestAsync(page);
        var publish = await PublishTheFirstAsync(page, program);
        await BreakAndGiveUpAsync(page, receiver, publish);
        await MendAndResendAsync(page, receiver);

        // The test, the first event, three attempts at each of two, and each of them once more.
        Assert.Equal(10, receiver.RequestCount);
        Assert.Equal(0, await program.InterruptAsync());
    }

    private static async Task SignInByTheLinkAsync(DashboardPage page, StandaloneProgram program)
    {
        var link = await Eventually.GetAsync(() => Task.FromResult(StandaloneProgram.LinkIn(program.Said)), "the link is said");
        await page.Page.GotoAsync(link);
        await page.PictureAsync("first-start-welcome-desktop");
        await page.Page.GetByLabel("E-mail address").FillAsync("owner@example.com");
        await page.Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.BecomesLiveAsync();
        await page.ShowsAsync("No deliveries yet");
        await page.PictureAsync("first-start-overview-desktop");
    }

    private static async Task CreateDestinationAsync(DashboardPage page, Uri receiver)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Create destination" }).ClickAsync();
        // The page before is live as well.
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "New destination", Exact = true })).ToBeVisibleAsync();
        await page.BecomesLiveAsync();
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("My shop");
        await page.Page.GetByLabel("Destination URL").FillAsync(receiver.AbsoluteUri);
        await page.Page.GetByLabel("event.created").CheckAsync();

        // The second wait outlasts the story, which can look at a delivery that is tried again for as long as it takes.
        await page.Page.GetByText("Retries and limits").ClickAsync();
        await page.Page.GetByLabel("Retries", new() { Exact = true }).SelectOptionAsync("Custom waits");
        await page.Page.GetByLabel("Waits (seconds)").FillAsync("1, 3600");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create destination" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "My shop", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task SendTestAsync(DashboardPage page)
    {
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send test event" }).ClickAsync();
        await page.ShowsAsync("Test delivered");
    }

    /// <summary>The page says how an event is published, and shows it without a reload.</summary>
    /// <returns>Publishes another one.</returns>
    private static async Task<Func<Task>> PublishTheFirstAsync(DashboardPage page, StandaloneProgram program)
    {
        var key = StandaloneProgram.KeyIn(program.Said);
        Assert.NotNull(key);
        await OpenLogAsync(page);
        await page.ShowsAsync("No deliveries yet");
        await page.Page.EvaluateAsync("() => { window.sameDocument = true; }");
        var command = await page.Commands.InnerTextAsync();

        await Shell.RunAsync(command, key);

        await Expect(page.RowsOf("My shop")).ToContainTextAsync("delivered");
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        return () => Shell.RunAsync(command, key);
    }

    private static async Task BreakAndGiveUpAsync(DashboardPage page, FakeReceiver receiver, Func<Task> publish)
    {
        receiver.Default = Answer.Status(500, """{"error":"The disk is full."}""");
        await publish();
        await publish();

        var retrying = page.Rows.Filter(new() { HasText = "retrying" });
        await Expect(retrying).ToHaveCountAsync(2);
        await Expect(retrying.Filter(new() { HasText = "HTTP 500" })).ToHaveCountAsync(2);
        await page.PictureAsync("first-start-retrying-desktop");
        for (var left = 2; left > 0; left--)
        {
            // The first wait is over soon, and the reason is said with every attempt.
            await Expect(retrying).ToHaveCountAsync(left);
            await retrying.First.GetByRole(AriaRole.Link).ClickAsync();
            await Expect(page.Attempts).ToHaveCountAsync(2);
            await Expect(page.Attempts.First).ToContainTextAsync("HTTP 500");
            await Expect(page.Attempts.First).ToContainTextAsync("The disk is full.");
            await Expect(page.Page.Locator(".timeline > li.next")).ToContainTextAsync("Attempt 3 is due in");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send now" }).ClickAsync();
            await Expect(page.Head).ToContainTextAsync("failed");
            await Expect(page.Attempts.First).ToContainTextAsync("No more automatic retries.");
            await page.PictureAsync("first-start-failed-desktop");
            await page.Page.GoBackAsync();
        }

        await Expect(page.Rows.Filter(new() { HasText = "failed" })).ToHaveCountAsync(2);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Overview", Exact = true }).ClickAsync();
        await Expect(page.Page.Locator(".troubled li")).ToContainTextAsync("HTTP 500");
        await page.PictureAsync("first-start-trouble-desktop");
    }

    private static async Task MendAndResendAsync(DashboardPage page, FakeReceiver receiver)
    {
        receiver.Default = Answer.Ok;
        await OpenLogAsync(page);
        await page.Page.GetByLabel("State").SelectOptionAsync("failed");
        await Expect(page.Rows).ToHaveCountAsync(2);
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Select all deliveries on this page" }).CheckAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Resend 2 deliveries", Exact = true }).ClickAsync();
        await page.ShowsAsync("2 deliveries queued for resend.");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(page.Rows.Filter(new() { HasText = "delivered" })).ToHaveCountAsync(3);
        await page.PictureAsync("first-start-green-desktop");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Overview", Exact = true }).ClickAsync();
        await page.ShowsAsync("All destinations healthy.");
        await page.ShowsAsync("All deliveries accounted for");
        await page.PictureAsync("first-start-end-desktop");
    }

    private static async Task OpenLogAsync(DashboardPage page)
    {
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Deliveries", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Deliveries", Exact = true })).ToBeVisibleAsync();
    }

    public void Dispose()
    {
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
