using Webhooks.Contracts;
using Webhooks.Dashboard.Web.People;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Settings;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class SettingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(KeyExpiry.Never, "", null)]
    [InlineData("7", "", "2026-04-06T12:00:00Z")]
    [InlineData("30", "2026-05-01", "2026-04-29T12:00:00Z")]
    [InlineData(KeyExpiry.OnDate, "2026-03-31", "2026-04-01T00:00:00Z")]
    public void A_key_expires_after_some_days_or_at_the_end_of_one(string choice, string date, string? expected)
    {
        Assert.True(KeyExpiry.TryParse(choice, date, Now, out var expiresAt));

        Assert.Equal(
            expected,
            expiresAt?.ToString("yyyy-MM-dd'T'HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture)
                .Replace("+00:00", "Z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(KeyExpiry.OnDate, "")]
    [InlineData(KeyExpiry.OnDate, "31.3.2026")]
    [InlineData(KeyExpiry.OnDate, "9999-12-31")]
    [InlineData("soon", "")]
    public void A_date_that_is_none_is_not_taken_for_never(string choice, string date) =>
        Assert.False(KeyExpiry.TryParse(choice, date, Now, out _));

    [Fact]
    public void What_the_audit_log_shows_is_in_its_address_and_comes_back_from_there()
    {
        var scope = new ProjectAddress("acme", "shop");
        var view = new AuditView("CreateApiKey", "user&1", true, "2026-03-01", "2026-03-31", "c=1");

        var url = view.UrlIn(scope, "/settings/audit");

        Assert.Equal(view, AuditView.Of($"http://localhost{url}"));
        Assert.Equal(scope, ProjectAddress.Of(url));
        Assert.Equal("/settings/audit?tenant=acme&project=shop", AuditView.Of("").UrlIn(scope, "/settings/audit"));
        Assert.False(AuditView.Of("/settings/audit?tenant=acme&from=yesterday").IsFiltered);
    }

    [Fact]
    public void Days_of_the_audit_log_are_whole_days()
    {
        var filter = AuditView.Of("/?from=2026-03-30&to=2026-03-30&here=true").ToFilter(new ProjectAddress("acme", "shop"));

        Assert.Equal(
            new AuditFilter { ProjectId = "shop", From = Now.Date(30), To = Now.Date(31) },
            filter);
    }

    [Theory]
    [InlineData("CreateWebhookDestination", "Create webhook destination")]
    [InlineData("UseApiKey", "Use API key")]
    [InlineData("SignIn", "Sign in")]
    [InlineData("", "")]
    public void Names_of_operations_become_words(string action, string expected) => Assert.Equal(expected, AuditWords.OfAction(action));

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
        "Safari on a Mac")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on an iPhone")]
    [InlineData("curl/8.9.1", "curl/8.9.1")]
    [InlineData("", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    public void Sessions_are_recognised_by_their_browser(string? userAgent, string expected) =>
        Assert.Equal(expected, BrowserName.Of(userAgent));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(52_428_800, "50 MiB")]
    [InlineData(long.MaxValue, "8388608 TiB")]
    public void Sizes_are_told_in_the_unit_that_fits(long bytes, string expected) => Assert.Equal(expected, SystemFacts.Size(bytes));
}

file static class Days
{
    public static DateTimeOffset Date(this DateTimeOffset month, int day) => new(month.Year, month.Month, day, 0, 0, 0, TimeSpan.Zero);
}
