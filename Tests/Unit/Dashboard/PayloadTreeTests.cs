using System.Text.Json;
using Webhooks.Dashboard.Web.Payloads;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class PayloadTreeTests
{
    [Fact]
    public void Payload_is_shown_in_lines_with_texts_as_people_read_them()
    {
        var tree = Tree("""{"name":"Z\u00fcrich \"<b>\"","count":3,"open":true,"none":null,"empty":{},"list":[1,{"a/b":"~"}]}""");

        Assert.Equal(
            """
            {
              name: "Zürich \"<b>\""
              count: 3
              open: true
              none: null
              empty: {}
              list: [
                1
                {
                  a/b: "~"
                }
              ]
            }
            """,
            Text(tree));
        Assert.Contains(tree.LinesFor(null).Lines, line => line is { Pointer: "/list/1/a~1b", Kind: PayloadLineKind.Text });
    }

    [Fact]
    public void Container_folds_and_unfolds()
    {
        var tree = Tree("""{"data":{"a":1,"b":[1]}}""");
        var data = tree.LinesFor(null).Lines[1];
        Assert.True(data.CanFold);

        tree.Toggle(data);
        Assert.Equal("{\n  data: { 2 members }\n}", Text(tree));

        tree.Toggle(tree.LinesFor(null).Lines[1]);
        Assert.Contains("a: 1", Text(tree), StringComparison.Ordinal);

        tree.SetAll(open: false);
        Assert.Equal("{\n  data: { 2 members }\n}", Text(tree));
        tree.SetAll(open: true);
        Assert.Contains("b: [", Text(tree), StringComparison.Ordinal);
    }

    [Fact]
    public void Searched_text_is_marked_and_whatever_hides_it_unfolds()
    {
        var tree = Tree("""{"a":{"b":{"c":{"d":{"e":{"hidden":"Needle"}}}}},"needles":0,"other":[]}""");
        Assert.DoesNotContain("Needle\"", Text(tree), StringComparison.Ordinal);

        var found = tree.LinesFor(" needle ").Lines.Where(line => line.IsMatch);

        Assert.Equal(["hidden", "needles"], found.Select(line => line.Key));
        Assert.Equal(2, tree.CountOf("needle"));
        Assert.Equal(0, tree.CountOf(" "));
    }

    [Fact]
    public void Large_payload_costs_a_bounded_number_of_lines_and_is_copied_whole()
    {
        var tree = Tree(JsonSerializer.Serialize(new { Items = Enumerable.Range(0, 5_000) }));
        Assert.Equal(3, tree.LinesFor(null).Lines.Count);

        tree.SetAll(open: true);
        var (lines, isCut) = tree.LinesFor(null);

        Assert.True(isCut);
        Assert.Equal(PayloadTree.MaximumLines, lines.Count);
        Assert.Contains("4999", tree.FullText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("[]", "[]")]
    [InlineData("null", "null")]
    public void Payload_that_is_no_container_is_one_line(string json, string expected) => Assert.Equal(expected, Text(Tree(json)));

    private static PayloadTree Tree(string json) => new(JsonSerializer.Deserialize<JsonElement>(json));

    private static string Text(PayloadTree tree) => string.Join('\n', tree.LinesFor(null).Lines.Select(line =>
        $"{new string(' ', 2 * line.Depth)}{(line.Key is null ? "" : $"{line.Key}: ")}{line.Text}"));
}
