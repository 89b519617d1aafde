namespace Webhooks.AppHost;

/// <summary>
/// PostgreSQL and Redis: containers where an engine answers, programs of this machine elsewhere. Under the same names, so that the rest of the
/// model does not see the difference.
/// </summary>
/// <param name="Database">The database.</param>
/// <param name="Cache">Redis.</param>
internal sealed record DataStores(IResourceBuilder<IResourceWithConnectionString> Database, IResourceBuilder<IResourceWithConnectionString> Cache)
{
    /// <summary>Configuration that is false where there is no container engine.</summary>
    private const string ContainersSetting = "Containers";

    private static readonly GenerateParameterDefault Generated = new() { MinLength = 24, MinLower = 1, MinUpper = 1, MinNumeric = 1, Special = false };

    public static DataStores Add(IDistributedApplicationBuilder builder)
    {
        var password = builder.AddParameter(ResourceNames.PostgresPassword, Generated, secret: true, persist: true);
        return string.Equals(builder.Configuration[ContainersSetting], "false", StringComparison.OrdinalIgnoreCase)
            ? AddPrograms(builder, password)
            : AddContainers(builder, password);
    }

    private static DataStores AddContainers(IDistributedApplicationBuilder builder, IResourceBuilder<ParameterResource> password)
    {
        var postgres = builder.AddPostgres(ResourceNames.Postgres, password: password)
            .WithDataVolume()
            .WithPgWeb(static tool => tool.WithExplicitStart());
        var cache = builder.AddRedis(ResourceNames.Cache).WithRedisInsight(static tool => tool.WithExplicitStart());
        return new DataStores(postgres.AddDatabase(ResourceNames.Database), cache);
    }

    private static DataStores AddPrograms(IDistributedApplicationBuilder builder, IResourceBuilder<ParameterResource> password)
    {
        const string tcp = "tcp";
        var postgres = builder.AddExecutable(ResourceNames.Postgres, "sh", builder.AppHostDirectory, "local-postgres.sh", "../.data/apphost-postgres")
            .WithEndpoint(name: tcp, scheme: tcp)
            .WithEnvironment("POSTGRES_PASSWORD", password);
        postgres.WithArgs(context => context.Args.Add(postgres.GetEndpoint(tcp).Property(EndpointProperty.TargetPort)));
        var redis = builder.AddExecutable(ResourceNames.LocalRedis, "redis-server", builder.AppHostDirectory, "--save", "", "--port")
            .WithEndpoint(name: tcp, scheme: tcp);
        redis.WithArgs(context => context.Args.Add(redis.GetEndpoint(tcp).Property(EndpointProperty.TargetPort)));
        var (host, port) = (postgres.GetEndpoint(tcp).Property(EndpointProperty.Host), postgres.GetEndpoint(tcp).Property(EndpointProperty.Port));
        var database = ReferenceExpression.Create($"Host={host};Port={port};Database=postgres;Username=postgres;Password={password}");
        var cache = ReferenceExpression.Create($"{redis.GetEndpoint(tcp).Property(EndpointProperty.HostAndPort)}");
        return new DataStores(
            builder.AddConnectionString(ResourceNames.Database, database), builder.AddConnectionString(ResourceNames.Cache, cache));
    }
}
