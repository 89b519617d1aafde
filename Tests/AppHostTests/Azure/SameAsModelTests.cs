using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Webhooks.Api.Access;
using Webhooks.Api.Triggers;
using Webhooks.AppHost;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>What runs in Azure is what the application model runs on the machine of a developer.</summary>
public sealed class SameAsModelTests
{
    /// <summary>Container Apps' proxy is in front; on the machine of a developer only the dashboard is.</summary>
    private const string BehindProxy = "ForwardedHeaders__";

    /// <summary>
    /// Prefixes of variables that Aspire adds by itself: telemetry to its dashboard, addresses for service discovery, formats of logs.
    /// </summary>
    private static readonly string[] OfAspire = ["OTEL_", "services__", "LOGGING__", "DOTNET_", "ASPIRE_"];

    /// <summary>Projects that run on the machine of a developer only.</summary>
    private static readonly string[] ForDevelopers = [ResourceNames.Postgres, ResourceNames.Receiver];

    /// <summary>Sections of the configuration and what they are bound to.</summary>
    private static readonly Dictionary<string, Type> Sections = new()
    {
        [AccessOptions.SectionName] = typeof(AccessOptions),
        [DashboardOptions.Section] = typeof(DashboardOptions),
        [ForwardedHeadersSettings.SectionName] = typeof(ForwardedHeadersSettings),
        ["Triggers"] = typeof(TriggerOptions),
    };

    [Fact]
    public async Task The_processes_of_the_model_are_the_services_of_azure_yaml()
    {
        await using var builder = await CreateAsync();

        var processes = builder.Resources.OfType<ProjectResource>().Where(static project => !ForDevelopers.Contains(project.Name));

        Assert.Equal(
            processes.Where(IsDeclared).ToDictionary(static project => project.Name, FolderOf).OrderBy(static project => project.Key),
            AzureYaml.Services.Keys.ToDictionary(static service => service, AzureYaml.ProjectFolder)
                .OrderBy(static service => service.Key));
    }

    [Fact]
    public async Task Services_are_deployed_in_the_order_in_which_the_model_starts_them()
    {
        await using var builder = await CreateAsync();

        Assert.All(AzureYaml.Services.Keys, service => Assert.Equal(
            Find(builder, service).Annotations.OfType<WaitAnnotation>().Select(static wait => wait.Resource.Name)
                .Intersect(AzureYaml.Services.Keys).Order(),
            AzureYaml.UsedBy(service).Order()));
    }

    [FactWithBicep]
    public async Task A_service_has_the_environment_variables_that_it_has_in_the_model()
    {
        await using var builder = await CreateAsync();
        await using var app = await builder.BuildAsync();
        foreach (var service in AzureYaml.Services.Keys)
        {
            var context = new EnvironmentCallbackContext(builder.ExecutionContext, Find(builder, service));
            foreach (var annotation in context.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            {
                await annotation.Callback(context);
            }

            var inModel = context.EnvironmentVariables.Keys.Where(IsOfThisRepository)
                .Where(static name => !name.StartsWith(BehindProxy, StringComparison.Ordinal));
            var inAzure = (await AzureTemplate.VariablesAsync(service)).Keys
                .Where(static name => !name.StartsWith(BehindProxy, StringComparison.Ordinal));
            Assert.Equal(inModel.Order(), inAzure.Order());
        }
    }

    [FactWithBicep]
    public async Task The_job_has_the_arguments_that_migrations_have_in_the_model()
    {
        await using var builder = await CreateAsync();
        var context = new CommandLineArgsCallbackContext([], Find(builder, ResourceNames.Migrations));
        foreach (var annotation in context.Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var container = await AzureTemplate.ContainerAsync(ResourceNames.Migrations);

        Assert.Equal(
            context.Args.Cast<string>(), container.GetProperty("args").EnumerateArray().Select(static argument => argument.GetString()));
    }

    [FactWithBicep]
    public async Task The_world_reaches_the_services_that_it_reaches_in_the_model()
    {
        await using var builder = await CreateAsync();

        foreach (var service in new[] { ResourceNames.Api, ResourceNames.Worker, ResourceNames.Dashboard })
        {
            var ingress = (await AzureTemplate.ServiceAsync(service)).At("properties.configuration.ingress");

            Assert.Equal(
                Find(builder, service).Annotations.OfType<EndpointAnnotation>().Any(static endpoint => endpoint.IsExternal),
                ingress.GetProperty("external").GetBoolean());
        }
    }

    [FactWithBicep]
    public async Task As_many_workers_always_run_as_in_the_model()
    {
        await using var builder = await CreateAsync();

        var worker = await AzureTemplate.ServiceAsync(ResourceNames.Worker);

        Assert.Equal(Find(builder, ResourceNames.Worker).GetReplicaCount(), worker.At("properties.template.scale.minReplicas").GetInt32());
    }

    [FactWithBicep]
    public async Task Every_setting_is_one_that_the_processes_read()
    {
        foreach (var service in AzureYaml.Services.Keys)
        {
            Assert.All(
                (await AzureTemplate.VariablesAsync(service)).Keys
                .Where(static name => name.Contains("__", StringComparison.Ordinal)),
                name => Assert.True(IsRead(name), $"No process reads {name}."));
        }
    }

    private static bool IsRead(string variable)
    {
        var parts = variable.Split("__");
        if (parts[0] == "ConnectionStrings")
        {
            return parts[1] is ServiceNames.Database or ServiceNames.Cache;
        }

        // Binding refuses names that the options do not have.
        var configuration =
            new ConfigurationBuilder().AddInMemoryCollection([new(string.Join(':', parts), "https://example.com/")]).Build();
        return Sections.TryGetValue(parts[0], out var options)
            && configuration.GetSection(parts[0]).Get(options, static binder => binder.ErrorOnUnknownConfiguration = true) is not null;
    }

    private static bool IsOfThisRepository(string variable) =>
        !OfAspire.Any(prefix => variable.StartsWith(prefix, StringComparison.Ordinal))
        && (variable.Contains("__", StringComparison.Ordinal) || variable.StartsWith("WEBHOOKS_", StringComparison.Ordinal)
            || variable == "ASPNETCORE_ENVIRONMENT");

    /// <summary>Aspire adds helpers for projects that are hidden.</summary>
    private static bool IsDeclared(ProjectResource project) => !project.Name.EndsWith("-rebuilder", StringComparison.Ordinal);

    private static string FolderOf(ProjectResource project) => Path.GetDirectoryName(project.GetProjectMetadata().ProjectPath) ?? "";

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync() =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Containers=false"]);

    private static IResource Find(IDistributedApplicationTestingBuilder builder, string name) =>
        builder.Resources.Single(resource => resource.Name == name);
}
