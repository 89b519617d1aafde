using System.Net;
using System.Text.Json;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class OpenApiTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task The_document_has_every_route_of_the_api_and_no_other()
    {
        var documented = (await OperationsAsync()).Select(operation => $"{operation.Method} {operation.Path}");

        var mapped = application.App.Routes
            .Where(route => route.Pattern.StartsWith("/manage", StringComparison.Ordinal) || route.Pattern.StartsWith("/run", StringComparison.Ordinal))
            .Select(route => $"{route.Method} {route.Pattern}");
        Assert.Equal(mapped.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_route_that_reads_a_body_says_what_is_in_it()
    {
        string[] without = ["/test", "/resend", "/cancel"];
        var operations = (await OperationsAsync()).Where(operation => operation.Method is "POST" or "PATCH" or "PUT").ToList();

        Assert.NotEmpty(operations);
        foreach (var (method, path, operation) in operations)
        {
            var hasBody = operation.TryGetProperty("requestBody", out var body);
            Assert.True(hasBody != without.Any(end => path.EndsWith(end, StringComparison.Ordinal)), $"{method} {path}");
            Assert.True(!hasBody || body.GetProperty("content").GetProperty("application/json").TryGetProperty("schema", out _), $"{method} {path}");
        }
    }

    [Fact]
    public async Task Without_credentials_every_documented_route_answers_401()
    {
        foreach (var (method, path, _) in await OperationsAsync())
        {
            var address = path.Replace("{", "x", StringComparison.Ordinal).Replace("}", "x", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), address);

            using var response = await application.App.Anonymous.SendAsync(request);

            await response.ReadProblemAsync(HttpStatusCode.Unauthorized);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    private async Task<IReadOnlyList<(string Method, string Path, JsonElement Operation)>> OperationsAsync()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await application.App.Anonymous.GetStringAsync("/openapi/v1.json"));
        return [.. from path in document.GetProperty("paths").EnumerateObject()
                   from operation in path.Value.EnumerateObject()
                   where operation.Name is "get" or "post" or "patch" or "put" or "delete"
                   select (operation.Name.ToUpperInvariant(), path.Name.TrimEnd('/'), operation.Value)];
    }
}
