using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webhooks.Tests.EndToEnd;

/// <summary>A log that is longer than anybody reads.</summary>
public sealed class LargeLogTests : Story
{
    private const int Stored = 100_000;

    [BrowserFact]
    public async Task List_of_100000_deliveries_scrolls_filters_and_stays_live()
    {
        await Project.CreateDestinationAsync("crm", "CRM");
        await StoreAsync();
        await using var page = await SignedInAsync();
        await Expect(page.Rows).ToHaveCountAsync(50);
        var seen = new HashSet<string>(await LinksAsync(page));

        // On and on: each page has rows that were on none before, and the way back leads to the same ones.
        var older = page.Page.GetByRole(AriaRole.Link, new() { Name = "Older →" });
        for (var pages = 1; pages <= 5; pages++)
        {
            var last = await page.Rows.Last.GetByRole(AriaRole.Link).GetAttributeAsync("href");
            await older.ScrollIntoViewIfNeededAsync();
            await older.ClickAsync();
            await Expect(page.Rows.Last.GetByRole(AriaRole.Link)).Not.ToHaveAttributeAsync("href", last!); // It was there just before.
            await Expect(page.Page.Locator(".log.stale")).ToHaveCountAsync(0);
            foreach (var link in await LinksAsync(page))
            {
                Assert.True(seen.Add(link), $"{link} is on two pages.");
            }
        }

        await page.Page.GoBackAsync();
        await Expect(page.Rows).ToHaveCountAsync(50);
        Assert.All(await LinksAsync(page), link => Assert.Contains(link, seen));

        // One in a hundred failed.
        await page.Page.GetByLabel("State").SelectOptionAsync("failed");
        await Expect(page.Page).ToHaveURLAsync(new Regex("state=failed"));
        await Expect(page.Rows.Filter(new() { HasText = "failed" })).ToHaveCountAsync(50);
        await older.ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(new Regex("cursor="));
        await Expect(page.Rows.Filter(new() { HasText = "HTTP 503" })).ToHaveCountAsync(50);
        await page.Page.GetByLabel("State").SelectOptionAsync("");
        await Expect(page.Page).Not.ToHaveURLAsync(new Regex("state="));
        await page.Page.GetByLabel("Search", new() { Exact = true }).FillAsync("nothing says this");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ShowsAsync("None found so far");
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Search older" })).ToBeVisibleAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(page.Rows).ToHaveCountAsync(50);
        var newest = page.Rows.First.GetByRole(AriaRole.Link);
        var before = await newest.GetAttributeAsync("href");
        await Project.PublishAsync();
        await Expect(newest).Not.ToHaveAttributeAsync("href", before!); // It was there just before.
        await Expect(page.Rows.First).ToContainTextAsync("delivered");
        Assert.DoesNotContain((await LinksAsync(page)).First(), seen);
    }

    private static async Task<IEnumerable<string>> LinksAsync(DashboardPage page) =>
        await page.Rows.GetByRole(AriaRole.Link).EvaluateAllAsync<string[]>("links => links.map(link => link.pathname)");

    private Task<int> StoreAsync() => Application.Database.ExecuteAsync(
        """
        with made as (
            select p.project_no, d.destination_no, number % 100 = 0 as failed,
                overlay(uuid_at(now())::text placing substr(md5(random()::text || number), 1, 12) from 25)::uuid as event_id
            from tenants t
            join projects p on p.tenant_no = t.tenant_no and p.id = $2
            join destinations d on d.project_no = p.project_no
            cross join generate_series(1, $3) number
            where t.id = $1
        ), stored as (
            insert into events (project_no, event_id, type, matched, body) select project_no, event_id, 'event.created', 1, '\x7b7d' from made
        )
        insert into deliveries (project_no, event_id, destination_no, event_type, state, reason, status_code, attempt_count, created_at, finished_at,
            started_at, duration_ms, worker_id)
        select project_no, event_id, destination_no, 'event.created', case when failed then 'failed' else 'delivered' end,
            case when failed then 'HTTP 503; all 6 attempts used up' end, case when failed then 503 else 200 end, 1, now(), now(), now(), 5, gen_random_uuid()
        from made
        """,
        Project.TenantId,
        Project.ProjectId,
        Stored);
}
