using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Hostile;

/// <summary>An error shows neither code nor paths nor headers, in Development neither.</summary>
public sealed class ErrorPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task What_breaks_outside_of_the_api_says_nothing_of_the_program()
    {
        var options = new ApplicationOptions
        {
            WithWorker = false,
            Services = services => services.AddSingleton<HealthCheckService, Broken>(),
        };
        await using var app = await ApiApplication.StartAsync(database, options);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { { "Accept", "text/html" } } };

        using var response = await app.Anonymous.SendAsync(request);

        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("a secret of the program", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    private sealed class Broken : HealthCheckService
    {
        public override Task<HealthReport> CheckHealthAsync(
            Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("a secret of the program");
    }
}
