using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Webhooks.AppHost;

namespace Webhooks.Tests.AppHostTests;

/// <summary>The application model as it is declared; nothing is started.</summary>
public sealed class ModelTests
{
    private static readonly string[] Processes =
        [ResourceNames.Migrations, ResourceNames.Api, ResourceNames.Worker, ResourceNames.Dashboard];

    [Fact]
    public async Task The_model_has_data_stores_migrations_and_every_process()
    {
        await using var builder = await CreateWithContainersAsync();

        Assert.IsType<PostgresServerResource>(Find(builder, ResourceNames.Postgres));
        Assert.IsType<PostgresDatabaseResource>(Find(builder, ResourceNames.Database));
        Assert.IsType<RedisResource>(Find(builder, ResourceNames.Cache));
        Assert.All([.. Processes, ResourceNames.Receiver], name => Assert.IsType<ProjectResource>(Find(builder, name)));
    }

    [Fact]
    public async Task Without_containers_the_model_is_the_same_and_no_resource_needs_a_container_engine()
    {
        await using var builder = await CreateAsync();

        Assert.DoesNotContain(builder.Resources, resource => resource.IsContainer());
        Assert.IsType<ProjectResource>(Find(builder, ResourceNames.Postgres));
        Assert.IsType<ExecutableResource>(Find(builder, ResourceNames.LocalRedis));
        Assert.All([ResourceNames.Database, ResourceNames.Cache], name => Assert.IsType<ConnectionStringResource>(Find(builder, name)));
        Assert.All(Processes, name => Assert.IsType<ProjectResource>(Find(builder, name)));
    }

    [Fact]
    public async Task Processes_refer_to_what_they_use()
    {
        await using var builder = await CreateAsync();

        Assert.All(
            [ResourceNames.Migrations, ResourceNames.Api, ResourceNames.Worker],
            name => Assert.Subset(ReferencesOf(builder, name), new HashSet<string> { ResourceNames.Database, ResourceNames.Cache }));
        Assert.Contains(ResourceNames.AdminKey, ReferencesOf(builder, ResourceNames.Migrations));
        Assert.Contains(ResourceNames.Api, ReferencesOf(builder, ResourceNames.Dashboard));
        Assert.DoesNotContain(ResourceNames.Database, ReferencesOf(builder, ResourceNames.Dashboard));
    }

    [Fact]
    public async Task The_schema_is_there_before_a_process_that_uses_it_and_the_api_before_the_dashboard()
    {
        await using var builder = await CreateAsync();

        Assert.Contains((ResourceNames.Database, WaitType.WaitUntilHealthy), WaitsOf(builder, ResourceNames.Migrations));
        Assert.All(
            [ResourceNames.Api, ResourceNames.Worker],
            name => Assert.Contains((ResourceNames.Migrations, WaitType.WaitForCompletion), WaitsOf(builder, name)));
        Assert.Contains((ResourceNames.Api, WaitType.WaitUntilHealthy), WaitsOf(builder, ResourceNames.Dashboard));
    }

    [Fact]
    public async Task There_are_two_workers()
    {
        await using var builder = await CreateAsync();

        Assert.Equal(2, Find(builder, ResourceNames.Worker).GetReplicaCount());
    }

    [Fact]
    public async Task People_and_producers_reach_the_dashboard_and_the_api_and_nobody_else_reaches_the_workers()
    {
        await using var builder = await CreateAsync();

        Assert.True(IsExternal(builder, ResourceNames.Dashboard));
        Assert.True(IsExternal(builder, ResourceNames.Api));
        Assert.False(IsExternal(builder, ResourceNames.Worker));
    }

    [Fact]
    public async Task Every_process_that_stays_has_a_health_check()
    {
        await using var builder = await CreateAsync();

        Assert.All(
            [ResourceNames.Api, ResourceNames.Worker, ResourceNames.Dashboard, ResourceNames.Receiver],
            name => Assert.NotEmpty(Find(builder, name).Annotations.OfType<HealthCheckAnnotation>()));
    }

    [Fact]
    public async Task Keys_and_passwords_are_secret_parameters()
    {
        await using var builder = await CreateWithContainersAsync();

        Assert.All(
            [ResourceNames.AdminKey, ResourceNames.PostgresPassword],
            name => Assert.True(Assert.IsType<ParameterResource>(Find(builder, name)).Secret));
    }

    [Fact]
    public async Task The_mail_server_of_the_configuration_is_the_Apis_with_the_password_as_a_secret()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Containers=false", "--Mail:Host=mail.example.com", "--Mail:From=webhooks@example.com", "--Mail:Password=hidden"]);

        var password = Assert.IsType<ParameterResource>(Find(builder, ResourceNames.MailPassword));
        var environment = await EnvironmentAsync(builder, ResourceNames.Api);

        Assert.Equal(("mail.example.com", "webhooks@example.com"), (environment["Mail__Host"], environment["Mail__From"]));
        Assert.Same(password, environment["Mail__Password"]);
        Assert.True(password.Secret);
        await using var without = await CreateAsync();
        Assert.DoesNotContain(without.Resources, resource => resource.Name == ResourceNames.MailPassword);
    }

    [Fact]
    public async Task The_provider_of_single_sign_on_is_the_Apis_and_the_dashboards_and_its_secret_the_dashboards_only()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [
                "--Containers=false", "--SingleSignOn:Authority=https://login.example.com/", "--SingleSignOn:ClientId=webhooks",
                "--SingleSignOn:ClientSecret=hidden",
            ]);

        var secret = Assert.IsType<ParameterResource>(Find(builder, ResourceNames.SingleSignOnSecret));
        var (api, dashboard) = (
            await EnvironmentAsync(builder, ResourceNames.Api), await EnvironmentAsync(builder, ResourceNames.Dashboard));

        Assert.All([api, dashboard], environment => Assert.Equal(
            ("https://login.example.com/", "webhooks"), (environment["SingleSignOn__Authority"], environment["SingleSignOn__ClientId"])));
        Assert.DoesNotContain("SingleSignOn__ClientSecret", api.Keys);
        Assert.Same(secret, dashboard["SingleSignOn__ClientSecret"]);
        Assert.True(secret.Secret);
    }

    [Fact]
    public async Task The_receiver_has_the_command_that_publishes_to_it()
    {
        await using var builder = await CreateAsync();

        var commands = Find(builder, ResourceNames.Receiver).Annotations.OfType<ResourceCommandAnnotation>();

        Assert.Contains(commands, command => command.Name == ResourceNames.PublishSampleEvent);
    }

    [Fact]
    public async Task Tools_for_developers_start_when_somebody_asks_for_them()
    {
        await using var builder = await CreateWithContainersAsync();
        var stores = new[] { ResourceNames.Postgres, ResourceNames.Cache };

        var tools = builder.Resources.Where(resource => resource.IsContainer() && !stores.Contains(resource.Name)).ToList();

        Assert.NotEmpty(tools);
        Assert.All(tools, tool => Assert.NotEmpty(tool.Annotations.OfType<ExplicitStartupAnnotation>()));
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync() =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Containers=false"]);

    private static Task<IDistributedApplicationTestingBuilder> CreateWithContainersAsync() =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Containers=true"]);

    private static IResource Find(IDistributedApplicationTestingBuilder builder, string name) =>
        builder.Resources.Single(resource => resource.Name == name);

    private static HashSet<string> ReferencesOf(IDistributedApplicationTestingBuilder builder, string name) =>
        [
            .. Find(builder, name).Annotations.OfType<ResourceRelationshipAnnotation>()
                .Where(relation => relation.Type == "Reference").Select(relation => relation.Resource.Name),
        ];

    private static IEnumerable<(string Name, WaitType Type)> WaitsOf(IDistributedApplicationTestingBuilder builder, string name) =>
        Find(builder, name).Annotations.OfType<WaitAnnotation>().Select(wait => (wait.Resource.Name, wait.WaitType));

    private static bool IsExternal(IDistributedApplicationTestingBuilder builder, string name) =>
        Find(builder, name).Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal);

    private static async Task<Dictionary<string, object>> EnvironmentAsync(IDistributedApplicationTestingBuilder builder, string process)
    {
        var resource = Assert.IsType<ProjectResource>(Find(builder, process));
        var environment = new Dictionary<string, object>();
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(new EnvironmentCallbackContext(builder.ExecutionContext, resource, environment));
        }

        return environment;
    }
}
