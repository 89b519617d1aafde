using System.Net;
using Webhooks.Core.Keys;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Retention;

public sealed class DroppedEventTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Theory]
    [InlineData("GET", "events/{event}", "event")]
    [InlineData("GET", "deliveries/{delivery}", "delivery")]
    [InlineData("POST", "deliveries/{delivery}/resend", "delivery")]
    [InlineData("POST", "deliveries/{delivery}/cancel", "delivery")]
    public async Task Whoever_asks_for_what_is_no_longer_kept_is_told_so(string method, string path, string what)
    {
        var project = await application.CreateProjectAsync();
        var then = TimeProvider.System.GetUtcNow().AddDays(-31);

        Assert.EndsWith(
            $" any more: it is of {then:yyyy-MM-dd}, and events, deliveries and invocations are kept for 30 days.", await DetailAsync(then),
            StringComparison.Ordinal);
        Assert.EndsWith("\" in this project.", await DetailAsync(then.AddDays(2)), StringComparison.Ordinal);

        async Task<string?> DetailAsync(DateTimeOffset at)
        {
            var key = TimeKey.At(at);
            var address = path.Replace("{event}", PublicId.ForEvent(key), StringComparison.Ordinal)
                .Replace("{delivery}", PublicId.ForDelivery(key, 1), StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), $"{project.Path}/{address}");
            using var response = await project.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            var problem = TestProject.Json(
                await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<System.Text.Json.JsonElement>(response.Content));
            var detail = problem.GetProperty("detail").GetString();
            Assert.StartsWith($"There is no {what} \"", detail, StringComparison.Ordinal);
            return detail;
        }
    }
}
