using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Deliveries;
using Webhooks.Dashboard.Web.Log;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class LogRowsTests
{
    private readonly LogRows<string> rows = new(text => text.Split(' ')[0]);
    private readonly List<string?> asked = [];

    [Fact]
    public async Task Row_stays_the_same_object_while_what_it_shows_changes()
    {
        await RefreshAsync(isHeld: false, (null, Page("b retrying", "a retrying")));
        var before = rows.Shown![1];

        await RefreshAsync(isHeld: false, (null, Page("c pending", "b retrying", "a delivered")));

        Assert.Same(before, rows.Shown[2]);
        Assert.Equal(["c pending", "b retrying", "a delivered"], Texts);
    }

    [Fact]
    public async Task Rows_that_are_held_stay_in_place_take_what_became_of_them_and_count_what_is_new()
    {
        await RefreshAsync(isHeld: false, (null, Page("b retrying", "a retrying")));

        await RefreshAsync(isHeld: true, (null, Page("d pending", "c pending", "b retrying", "a delivered")));

        Assert.Equal(["b retrying", "a delivered"], Texts);
        Assert.Equal(2, rows.NewerCount);
    }

    [Fact]
    public async Task Rows_pushed_off_the_newest_page_still_take_what_became_of_them()
    {
        await RefreshAsync(isHeld: false, (null, new(["c retrying", "b retrying"], "older", null)));

        var older = new KeysetResponse<string>(["a failed"], null, "before a");
        var held = Page("c delivered", "b failed");
        await RefreshAsync(isHeld: true, (null, Page("e pending", "d pending")), ("older", older), ("before a", held));
        await RefreshAsync(isHeld: true, (null, Page("f pending", "e pending")), ("before a", held));

        Assert.Equal(["c delivered", "b failed"], Texts);
        Assert.Equal([null, null, "older", "before a", null, "before a"], asked);
        Assert.Equal(2, rows.NewerCount);
    }

    [Fact]
    public async Task What_is_new_shows_once_nothing_holds_the_rows()
    {
        await RefreshAsync(isHeld: false, (null, Page("a retrying")));
        await RefreshAsync(isHeld: true, (null, Page("b pending", "a retrying")));

        await RefreshAsync(isHeld: false, (null, Page("b pending", "a retrying")));

        Assert.Equal(["b pending", "a retrying"], Texts);
        Assert.Equal(0, rows.NewerCount);
    }

    [Fact]
    public async Task Rows_further_back_are_held_too_and_nothing_is_newer_there()
    {
        rows.Show(Page("b retrying", "a retrying"));

        await rows.RefreshAsync(_ => Task.FromResult(Page("b delivered")), "cursor", isHeld: true);

        Assert.Equal(["b delivered", "a retrying"], Texts);
        Assert.Equal(0, rows.NewerCount);
    }

    [Fact]
    public void Selection_knows_whether_it_is_all_of_a_page()
    {
        var selection = new LogSelection();
        selection.SetAll(["a", "b"], isChosen: true);

        Assert.True(selection.HasAll(["a", "b"]));
        selection.Set("b", isChosen: false);
        Assert.False(selection.HasAll(["a", "b"]));
        Assert.False(selection.HasAll([]));
        Assert.Equal(1, selection.Count);
    }

    private IEnumerable<string> Texts => rows.Shown!.Select(row => row.Item);

    private static KeysetResponse<string> Page(params string[] items) => new(items, null, null);

    private Task RefreshAsync(bool isHeld, params (string? Cursor, KeysetResponse<string> Page)[] pages) =>
        rows.RefreshAsync(
            cursor =>
            {
                asked.Add(cursor);
                return Task.FromResult(pages.Single(page => page.Cursor == cursor).Page);
            },
            null,
            isHeld);
}
