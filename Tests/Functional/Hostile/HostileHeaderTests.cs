using System.Globalization;
using System.Net;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Hostile;

/// <summary>Nothing of what strangers send stays in memory. Apart from all other tests, which take memory of the same process.</summary>
[Collection(nameof(HostileHeaderTests))]
public sealed class HostileHeaderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Requests = 4_000;
    private const int HeaderCharacters = 28_000;

    /// <summary>Kept as text, the headers alone would take 224 MB.</summary>
    private const long MostGrowth = 60 * 1024 * 1024;

    [Theory]
    [InlineData("POST", "/auth/sign-in", "{}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/run/tenants/a/projects/b/agents/c/triggers/d", "{}", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/openapi/v1.json", null, HttpStatusCode.OK)]
    [InlineData("GET", "/manage/tenants", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/no-such-route", null, HttpStatusCode.NotFound)]
    public async Task Long_authorization_headers_leave_nothing_behind(string method, string path, string? body, HttpStatusCode first)
    {
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        Assert.Equal(first, await SendAsync(app, method, path, body, "Bearer 0"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var padding = new string('x', HeaderCharacters);

        await Parallel.ForAsync(0, Requests, async (number, _) =>
        {
            var status = await SendAsync(app, method, path, body, string.Create(CultureInfo.InvariantCulture, $"Bearer {padding}{number}"));
            Assert.True((int)status < 500, $"{status}");
        });

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < MostGrowth, $"{grown} bytes more");
    }

    private static async Task<HttpStatusCode> SendAsync(ApiApplication app, string method, string path, string? body, string authorization)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : Refusals.Body(body) };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await app.Anonymous.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        return response.StatusCode;
    }
}

[CollectionDefinition(nameof(HostileHeaderTests), DisableParallelization = true)]
public sealed class HostileHeaderTestsAlone;
