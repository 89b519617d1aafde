using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Client;
using Webhooks.Tests.Functional.Walk;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed partial class OpenApiTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly string[] Prefixes = ["/manage/", "/run/", "/auth/"];

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    [Fact]
    public async Task The_document_has_every_route_of_the_api_and_no_other()
    {
        var documented = (await OperationsAsync()).Select(operation => $"{operation.Method} {operation.Path}");

        var mapped = application.App.Routes
            .Where(route => Prefixes.Any(prefix => route.Pattern.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(route => $"{route.Method} {route.Pattern}");
        Assert.Equal(mapped.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_route_that_reads_a_body_says_what_is_in_it()
    {
        string[] without = ["/test", "/{id}/resend", "/replay", "/cancel", "/sign-out", "/password-reset"];
        var operations = (await OperationsAsync()).Where(operation => operation.Method is "POST" or "PATCH" or "PUT").ToList();

        Assert.NotEmpty(operations);
        foreach (var (method, path, operation) in operations)
        {
            var hasBody = operation.TryGetProperty("requestBody", out var body);
            Assert.True(hasBody != without.Any(end => path.EndsWith(end, StringComparison.Ordinal)), $"{method} {path}");
            Assert.True(
                !hasBody || body.GetProperty("content").GetProperty("application/json").TryGetProperty("schema", out _),
                $"{method} {path}");
        }
    }

    [Fact]
    public async Task Every_operation_says_what_it_is_and_shows_an_example_of_all_it_reads_and_answers()
    {
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.True(
                operation.TryGetProperty("description", out var description) && description.GetString()!.Length > 0,
                $"{method} {path} has no description");
            Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
            if (operation.TryGetProperty("requestBody", out var body))
            {
                Assert.True(HasExample(body), $"{method} {path} shows no example of its body");
            }

            var responses = operation.GetProperty("responses").EnumerateObject();
            foreach (var response in responses.Where(response => response.Value.TryGetProperty("content", out _)))
            {
                Assert.True(HasExample(response.Value), $"{method} {path} shows no example of {response.Name}");
            }
        }
    }

    [Fact]
    public async Task Every_operation_names_the_problems_it_can_answer_with()
    {
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            var statuses = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToHashSet();

            Assert.True(statuses.IsSupersetOf(["400", "401", "403", "404", "422", "429", "500", "503"]), $"{method} {path}");
            Assert.True(!operation.TryGetProperty("requestBody", out _) || statuses.IsSupersetOf(["413", "415"]), $"{method} {path}");
        }
    }

    [Fact]
    public async Task The_tags_are_those_the_operations_have_each_with_a_description()
    {
        var described = (await DocumentAsync()).GetProperty("tags").EnumerateArray()
            .Select(tag => (Name: tag.GetProperty("name").GetString()!, Description: tag.GetProperty("description").GetString()))
            .ToList();

        var used = (await OperationsAsync()).Select(operation => operation.Operation).Concat(await WebhooksAsync())
            .Select(operation => Assert.Single(operation.GetProperty("tags").EnumerateArray()).GetString()!);
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), described.Select(tag => tag.Name).Order(StringComparer.Ordinal));
        Assert.All(described, tag => Assert.NotEmpty(tag.Description!));
    }

    [Fact]
    public async Task Every_path_parameter_is_described()
    {
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            var expected = path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'));
            var described = operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path")
                    .Select(parameter => parameter.GetProperty("name").GetString()!)
                : [];

            Assert.True(expected.SequenceEqual(described), $"{method} {path}");
        }
    }

    [Fact]
    public async Task Every_operation_has_a_method_of_the_client()
    {
        var methods = typeof(WebhooksClient).GetMethods().Select(method => method.Name).ToHashSet();

        foreach (var (_, _, operation) in await OperationsAsync())
        {
            Assert.Contains($"{operation.GetProperty("operationId").GetString()}Async", methods);
        }
    }

    [Fact]
    public async Task Every_operation_id_is_there_once()
    {
        var ids = (await OperationsAsync()).Select(operation => operation.Operation).Concat(await WebhooksAsync())
            .Select(operation => operation.GetProperty("operationId").GetString());

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task The_document_says_whom_to_ask_and_under_which_licence_it_is()
    {
        var info = (await DocumentAsync()).GetProperty("info");

        Assert.NotEmpty(info.GetProperty("contact").GetProperty("name").GetString()!);
        Assert.Equal("MIT", info.GetProperty("license").GetProperty("identifier").GetString());
        Assert.StartsWith("MIT License", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "LICENSE")), StringComparison.Ordinal);
    }

    /// <summary>Line breaks of the sources say nothing, and a reader of the document does not know the names of C#.</summary>
    [Fact]
    public async Task No_description_has_line_breaks_or_members_of_the_sources()
    {
        var descriptions = DescriptionsIn(await DocumentAsync()).ToList();

        Assert.InRange(descriptions.Count, 500, int.MaxValue);
        Assert.All(descriptions, text => Assert.DoesNotMatch(@"\n|&\w+;|[a-z>?] [A-Z]\w+\.[A-Z]\w+", text));
    }

    /// <summary>The committed document is what readers and generators of clients use, so a change of the API must show in it.</summary>
    [Theory]
    [InlineData("openapi")]
    [InlineData("asyncapi")]
    public async Task The_committed_document_is_the_one_that_is_served(string name)
    {
        var served = Indented(await DocumentAsync(name));
        var written = Path.Combine(AppContext.BaseDirectory, $"{name}.json");
        await File.WriteAllTextAsync(written, served);

        var committed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", $"{name}.json"));
        Assert.True(
            committed == served,
            $"docs/{name}.json is not what the Api serves. Look at the difference, then: cp {written} docs/{name}.json");
    }

    [Fact]
    public async Task The_reference_page_and_what_it_loads_come_from_this_host()
    {
        var page = await application.App.Anonymous.GetStringAsync("/docs/index.html");

        var loaded = Loaded().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(loaded);
        Assert.All(loaded, address => Assert.DoesNotContain("//", address, StringComparison.Ordinal));
        foreach (var address in loaded)
        {
            using var response = await application.App.Anonymous.GetAsync(new Uri(new Uri(application.App.Address, "/docs/"), address));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [GeneratedRegex("""(?:src|href)="([^"]+)""" + "\"")]
    private static partial Regex Loaded();

    private static bool HasExample(JsonElement described) =>
        described.GetProperty("content").EnumerateObject().All(content => content.Value.TryGetProperty("example", out _));

    private static IEnumerable<string> DescriptionsIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(static member =>
            member is { Name: "description" or "summary", Value.ValueKind: JsonValueKind.String }
                ? [member.Value.GetString()!]
                : DescriptionsIn(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(DescriptionsIn),
        _ => [],
    };

    private static string Indented(JsonElement document) => JsonSerializer.Serialize(document, Readable) + "\n";

    private async Task<JsonElement> DocumentAsync(string name = "openapi") =>
        JsonSerializer.Deserialize<JsonElement>(await application.App.Anonymous.GetStringAsync($"/{name}/v1.json"));

    private async Task<IEnumerable<JsonElement>> WebhooksAsync() =>
        (await DocumentAsync()).GetProperty("webhooks").EnumerateObject().Select(webhook => webhook.Value.GetProperty("post"));

    private Task<IReadOnlyList<DocumentedRoute>> OperationsAsync() => DocumentedRoute.ReadAllAsync(application.App.Anonymous);
}
