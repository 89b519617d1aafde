using Webhooks.Core.Keys;

namespace Webhooks.Tests.Unit.Keys;

public sealed class KeysetTests
{
    private static readonly Guid Key = new("0198c7a1-0000-7000-8000-0000000000ff");

    [Theory]
    [InlineData(0, false)]
    [InlineData(long.MaxValue, true)]
    [InlineData(long.MinValue, false)]
    public void A_cursor_is_read_back(long destinationNo, bool backwards)
    {
        var place = new Keyset(Key, destinationNo, backwards);

        Assert.True(Keyset.TryParse(place.ToString(), out var read));
        Assert.Equal(place, read);
    }

    [Fact]
    public void A_cursor_needs_no_escaping_in_a_URL() =>
        Assert.Equal(Keyset.Start.ToString(), Uri.EscapeDataString(Keyset.Start.ToString()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAA")]
    [InlineData("!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAg")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Anything_else_is_no_cursor(string? text) => Assert.False(Keyset.TryParse(text, out _));

    [Fact]
    public void The_first_page_has_no_previous_one_and_a_next_one_if_there_is_more()
    {
        var all = Page([5, 4, 3], Keyset.Start, limit: 3);
        var more = Page([5, 4, 3, 2], Keyset.Start, limit: 3);

        Assert.Equal((null, null), (all.Next, all.Previous));
        Assert.Equal([5, 4, 3], more.Rows);
        Assert.Equal(PlaceOf(3), more.Next);
        Assert.Null(more.Previous);
    }

    [Fact]
    public void A_later_page_has_a_previous_one()
    {
        var page = Page([2, 1], PlaceOf(3), limit: 3);

        Assert.Null(page.Next);
        Assert.Equal(PlaceOf(2) with { Backwards = true }, page.Previous);
    }

    [Fact]
    public void A_page_read_backwards_is_shown_from_the_newest_too()
    {
        var page = Page([3, 4, 5, 6], PlaceOf(2) with { Backwards = true }, limit: 3);

        Assert.Equal([5, 4, 3], page.Rows);
        Assert.Equal(PlaceOf(3), page.Next);
        Assert.Equal(PlaceOf(5) with { Backwards = true }, page.Previous);
    }

    [Fact]
    public void The_newest_page_reached_backwards_has_no_previous_one()
    {
        var page = Page([4, 5], PlaceOf(3) with { Backwards = true }, limit: 3);

        Assert.Equal(PlaceOf(4), page.Next);
        Assert.Null(page.Previous);
    }

    [Fact]
    public void An_empty_list_leads_nowhere()
    {
        var page = Page([], Keyset.Start, limit: 3);

        Assert.Equal((null, null), (page.Next, page.Previous));
    }

    [Fact]
    public void An_empty_page_leads_back()
    {
        var oldest = Page([], PlaceOf(3), limit: 3);
        var newest = Page([], PlaceOf(3) with { Backwards = true }, limit: 3);

        Assert.Equal((null, Keyset.End), (oldest.Next, oldest.Previous));
        Assert.Equal((Keyset.Start, null), (newest.Next, newest.Previous));
    }

    [Fact]
    public void A_page_that_looked_at_a_part_of_the_list_goes_on_from_there()
    {
        var few = Page([8], PlaceOf(9), limit: 3, examinedTo: PlaceOf(5));
        var none = Page([], PlaceOf(9), limit: 3, examinedTo: PlaceOf(5));
        var full = Page([8, 7, 6, 5], PlaceOf(9), limit: 3, examinedTo: PlaceOf(5));
        var back = Page([], PlaceOf(2) with { Backwards = true }, limit: 3, examinedTo: PlaceOf(5));

        Assert.Equal((PlaceOf(5), PlaceOf(8) with { Backwards = true }), (few.Next, few.Previous));
        Assert.Equal((PlaceOf(5), PlaceOf(5) with { Backwards = true }), (none.Next, none.Previous));
        Assert.Equal(PlaceOf(6), full.Next);
        Assert.Equal((PlaceOf(5), PlaceOf(5) with { Backwards = true }), (back.Next, back.Previous));
    }

    private static KeysetPage<int> Page(List<int> rows, Keyset from, int limit, Keyset? examinedTo = null) =>
        KeysetPage.Of(rows, from, limit, PlaceOf, examinedTo);

    private static Keyset PlaceOf(int row) => new(Guid.Empty, row, false);
}
