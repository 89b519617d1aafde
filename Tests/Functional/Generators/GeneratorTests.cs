using System.Text.Json;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Generators;

/// <summary>
/// Common generators make clients of the committed documents, which compile and are used as a program would use them (docs/clients.md).
/// The versions are in package-lock.json, <c>.config/dotnet-tools.json</c> and the projects; those of npm run on Node.js 20: the versions
/// of @hey-api/openapi-ts after 0.95 need 22.
/// </summary>
public sealed class GeneratorTests(FunctionalApplication application, GeneratorFolder folder)
    : IClassFixture<FunctionalApplication>, IClassFixture<GeneratorFolder>
{
    [FactWithNode]
    public async Task Redocly_has_nothing_to_say_of_the_document()
    {
        var answer = JsonSerializer.Deserialize<JsonElement>(await folder.NpmAsync("redocly", "lint", "openapi.json", "--format", "json"));

        Assert.Empty(answer.GetProperty("problems").EnumerateArray());
    }

    [FactWithNode]
    public Task Spectral_has_nothing_to_say_of_the_document() =>
        folder.NpmAsync("spectral", "lint", "openapi.json", "--ruleset", "spectral.yaml", "--fail-severity", "hint");

    [FactWithNode]
    public Task The_parser_of_AsyncAPI_takes_the_document() => folder.NodeAsync("asyncapi.mjs");

    [FactWithNode]
    public async Task A_client_of_openapi_fetch_publishes_an_event_and_sees_it_delivered()
    {
        await folder.NpmAsync("openapi-typescript", "openapi.json", "--output", "generated/openapi-typescript.ts");
        await folder.CompileAsync("openapi-fetch", "generated/openapi-typescript.ts");

        await SeesDeliveryAsync(arguments => folder.NodeAsync(["compiled/usage/openapi-fetch.js", .. arguments]));
    }

    [FactWithNode]
    public async Task A_client_of_hey_api_compiles()
    {
        await folder.NpmAsync(
            "openapi-ts", "--input", "openapi.json", "--output", "generated/hey-api", "--client", "@hey-api/client-fetch");

        await folder.CompileAsync("hey-api", "generated/hey-api");
    }

    [FactWithNode]
    public async Task A_client_and_the_zod_schemas_of_orval_compile()
    {
        await folder.NpmAsync("orval", "--config", "orval.config.mjs");

        await folder.CompileAsync("orval", "generated/orval");
    }

    [Fact]
    public async Task A_client_of_Kiota_publishes_an_event_and_sees_it_delivered()
    {
        await folder.ToolAsync(
            "kiota", "generate", "--language", "CSharp", "--openapi", Path.Combine(GeneratorFolder.Path, "openapi.json"),
            "--class-name", "WebhooksClient", "--namespace-name", "Generated",
            "--output", Path.Combine(GeneratorFolder.Path, "Kiota", "Generated"), "--exclude-backward-compatible", "--log-level", "Error");

        await SeesDeliveryAsync(arguments => GeneratorFolder.BuildAndRunAsync("Kiota", arguments));
    }

    /// <summary>With Newtonsoft.Json: with System.Text.Json, NSwag writes the values of enums as C# names them.</summary>
    [Fact]
    public async Task A_client_of_NSwag_publishes_an_event_and_sees_it_delivered()
    {
        await folder.ToolAsync(
            "nswag", "openapi2csclient", $"/input:{Path.Combine(GeneratorFolder.Path, "openapi.json")}",
            $"/output:{Path.Combine(GeneratorFolder.Path, "NSwag", "Client.cs")}", "/namespace:Generated", "/classname:WebhooksClient",
            "/JsonLibrary:NewtonsoftJson", "/OperationGenerationMode:SingleClientFromOperationId", "/UseBaseUrl:false",
            "/GenerateOptionalParameters:true", "/GenerateNullableReferenceTypes:true", "/GenerateOptionalPropertiesAsNullable:true");

        await SeesDeliveryAsync(arguments => GeneratorFolder.BuildAndRunAsync("NSwag", arguments));
    }

    /// <summary>Each usage creates a destination, lists it, publishes an event and waits for its delivery.</summary>
    private async Task SeesDeliveryAsync(Func<string[], Task<string>> run)
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();

        var address = application.App.Address.AbsoluteUri.TrimEnd('/');
        var said = await run([address, project.AdminKey, project.PublisherKey, project.TenantId, receiver.Url().AbsoluteUri]);

        Assert.Equal("3,6 delivered", said.Trim());
        Assert.Equal(1, receiver.RequestCount);
    }
}
