using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class NamesTests
{
    [Fact]
    public void Failure_class_names_are_the_stored_contract_and_read_back()
    {
        var classes = Enum.GetValues<FailureClass>();

        Assert.Equal("timeout dns connect tls reset http blocked too_large", string.Join(' ', classes.Select(c => c.ToName())));
        Assert.Equal(classes.Cast<FailureClass?>(), classes.Select(c => FailureClassNames.FromName(c.ToName())));
        Assert.Null(FailureClassNames.FromName("Timeout"));
    }

    [Fact]
    public void Response_text_never_holds_what_a_text_column_refuses()
    {
        var result = new AttemptResult
        {
            StartedAt = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.Zero,
            ResponseBody = [(byte)'a', 0, 0xff, (byte)'b'],
        };

        Assert.Equal("a\uFFFD\uFFFDb", result.ResponseText);
    }

    [Fact]
    public void Request_text_shows_neither_url_nor_headers()
    {
        var url = new Uri("https://example.com/?token=secret");
        var request = new AttemptRequest(url, "evt_1", default, [new("Authorization", "secret")], [], TimeSpan.FromSeconds(1), null);

        Assert.DoesNotContain("secret", request.ToString());
    }
}
