using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.AppHost;

/// <summary>
/// PostgreSQL and Redis: containers where an engine answers, programs of this machine elsewhere. Under the same names, so that the rest of
/// the model does not see the difference.
/// </summary>
/// <param name="Database">The database; healthy when it answers.</param>
/// <param name="Cache">Redis; healthy when it answers.</param>
/// <param name="Servers">The resources that run them.</param>
internal sealed record DataStores(
    IResourceBuilder<IResourceWithConnectionString> Database, IResourceBuilder<IResourceWithConnectionString> Cache,
    IReadOnlyList<IResourceBuilder<IResource>> Servers)
{
    private const string Tcp = "tcp";

    private static readonly GenerateParameterDefault Generated =
        new() { MinLength = 24, MinLower = 1, MinUpper = 1, MinNumeric = 1, Special = false };

    /// <summary>Adds both.</summary>
    /// <exception cref="StartException">A program is missing, or the setting has no meaning.</exception>
    public static DataStores Add(IDistributedApplicationBuilder builder) =>
        ContainerEngine.IsChosen(builder) ? AddContainers(builder) : AddPrograms(builder);

    private static DataStores AddContainers(IDistributedApplicationBuilder builder)
    {
        var password = builder.AddParameter(ResourceNames.PostgresPassword, Generated, secret: true, persist: true);
        var postgres = builder.AddPostgres(ResourceNames.Postgres, password: password)
            .WithDataVolume()
            .WithPgWeb(static tool => tool.WithExplicitStart());
        var cache = builder.AddRedis(ResourceNames.Cache).WithRedisInsight(static tool => tool.WithExplicitStart());
        return new DataStores(postgres.AddDatabase(ResourceNames.Database), cache, [postgres, cache]);
    }

    /// <summary>The embedded server that <c>./webhooks up</c> uses too, on a folder of its own, and a Redis that keeps nothing.</summary>
    private static DataStores AddPrograms(IDistributedApplicationBuilder builder)
    {
        var folder = LocalPrograms.DataFolder(builder);
        var postgres = builder.AddService<Projects.Standalone>(ResourceNames.Postgres)
            .WithArgs("postgres", "--data", folder)
            .WithEndpoint(name: Tcp, scheme: Tcp);
        postgres.WithArgs(context =>
        {
            context.Args.Add("--port");
            context.Args.Add(postgres.GetEndpoint(Tcp).Property(EndpointProperty.TargetPort));
        });
        string[] keepNothing = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1"];
        var redis = builder.AddExecutable(ResourceNames.LocalRedis, LocalPrograms.FindRedis(), builder.AppHostDirectory, keepNothing)
            .WithEndpoint(name: Tcp, scheme: Tcp);
        redis.WithArgs(context =>
        {
            context.Args.Add("--port");
            context.Args.Add(redis.GetEndpoint(Tcp).Property(EndpointProperty.TargetPort));
        });
        return new DataStores(AddDatabase(builder, postgres, folder), AddCache(builder, redis), [postgres, redis]);
    }

    private static IResourceBuilder<ConnectionStringResource> AddDatabase(
        IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> postgres, string folder)
    {
        var server = postgres.GetEndpoint(Tcp);
        var (host, port) = (server.Property(EndpointProperty.Host), server.Property(EndpointProperty.Port));
        var password = new LocalPassword(folder);
        var database = builder.AddConnectionString(
            ResourceNames.Database,
            ReferenceExpression.Create(
                $"Host={host};Port={port};Database=webhooks;Username=webhooks;Password={password};GSS Encryption Mode=Disable"));
        var connection = ConnectionOf(database);
        builder.Services.AddHealthChecks().AddNpgSql(_ => connection(), name: ResourceNames.Database);
        return database.WithHealthCheck(ResourceNames.Database);
    }

    private static IResourceBuilder<ConnectionStringResource> AddCache(
        IDistributedApplicationBuilder builder, IResourceBuilder<ExecutableResource> redis)
    {
        var cache = builder.AddConnectionString(
            ResourceNames.Cache, ReferenceExpression.Create($"{redis.GetEndpoint(Tcp).Property(EndpointProperty.HostAndPort)}"));
        var connection = ConnectionOf(cache);
        builder.Services.AddHealthChecks().AddRedis(_ => connection(), name: ResourceNames.Cache);
        return cache.WithHealthCheck(ResourceNames.Cache);
    }

    /// <summary>The connection string, once its server has got a port.</summary>
    private static Func<string> ConnectionOf(IResourceBuilder<ConnectionStringResource> resource)
    {
        string? known = null;
        resource.OnConnectionStringAvailable(async (found, _, cancellationToken) =>
            known = await found.ConnectionStringExpression.GetValueAsync(cancellationToken));
        return () => known ?? throw new InvalidOperationException($"The address of {resource.Resource.Name} is not known yet.");
    }
}
