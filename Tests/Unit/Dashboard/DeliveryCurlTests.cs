using Webhooks.Dashboard.Web.Deliveries;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class DeliveryCurlTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's $HOME `x` \\", @"'it'\''s $HOME `x` \'")]
    public void Text_is_one_word_of_the_shell_in_which_nothing_is_expanded(string text, string expected) =>
        Assert.Equal(expected, ShellText.Quote(text));

    [Fact]
    public void Command_names_secrets_and_does_not_tell_them()
    {
        var command = DeliveryCurl.Write("https://example.com/hooks?a=1&b=2", "evt_1", """{"text":"it's"}""", ["X-Api-Key"]);

        Assert.Contains("curl -X POST 'https://example.com/hooks?a=1&b=2'", command, StringComparison.Ordinal);
        Assert.Contains("-H 'X-Api-Key: '\"$HEADER_X_API_KEY\"", command, StringComparison.Ordinal);
        Assert.Contains("WEBHOOK_SECRET", command, StringComparison.Ordinal);
    }
}
