using Aspire.Hosting.Azure;
using Azure.Provisioning.PostgreSql;

namespace Webhooks.AppHost;

/// <summary>
/// PostgreSQL and Redis: containers while developing, programs of this machine with <c>--Containers=false</c>, services of Azure where it is
/// published. Under the same names, so that the rest of the model does not see the difference.
/// </summary>
/// <param name="Database">The database.</param>
/// <param name="Cache">Redis.</param>
/// <param name="Published">The server as it is published; null while running.</param>
internal sealed record DataStores(
    IResourceBuilder<IResourceWithConnectionString> Database, IResourceBuilder<IResourceWithConnectionString> Cache, PublishedServer? Published = null)
{
    /// <summary>Configuration that is false where there is no container engine.</summary>
    private const string ContainersSetting = "Containers";

    private static readonly GenerateParameterDefault Generated = new() { MinLength = 24, MinLower = 1, MinUpper = 1, MinNumeric = 1, Special = false };

    public static DataStores Add(IDistributedApplicationBuilder builder)
    {
        var password = builder.AddParameter(ResourceNames.PostgresPassword, Generated, secret: true, persist: true);
        return builder.ExecutionContext.IsPublishMode ? AddAzure(builder, password)
            : string.Equals(builder.Configuration[ContainersSetting], "false", StringComparison.OrdinalIgnoreCase) ? AddPrograms(builder, password)
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

    /// <summary>A password in place of identities: the services take a plain connection string everywhere, and the queue's scaler needs one.</summary>
    private static DataStores AddAzure(IDistributedApplicationBuilder builder, IResourceBuilder<ParameterResource> password)
    {
        var user = builder.AddParameter(ResourceNames.PostgresUser, "webhooks", publishValueAsDefault: true);
        var postgres = builder.AddAzurePostgresFlexibleServer(ResourceNames.Postgres)
            .WithPasswordAuthentication(user, password)
            .ConfigureInfrastructure(Enlarge);
        var cache = builder.AddAzureManagedRedis(ResourceNames.Cache).WithAccessKeyAuthentication();
        return new DataStores(postgres.AddDatabase(ResourceNames.Database), cache, new PublishedServer(postgres, user, password));
    }

    /// <summary>The smallest server, which is the default, has 35 connections: fewer than two of each process take under load.</summary>
    private static void Enlarge(AzureResourceInfrastructure infrastructure)
    {
        var server = infrastructure.GetProvisionableResources().OfType<PostgreSqlFlexibleServer>().Single();
        server.Sku = new PostgreSqlFlexibleServerSku { Name = "Standard_D2ds_v5", Tier = PostgreSqlFlexibleServerSkuTier.GeneralPurpose };
        server.StorageSizeInGB = 128;
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

/// <summary>The database server in Azure, for what needs more of it than the connection string.</summary>
internal sealed record PublishedServer(
    IResourceBuilder<AzurePostgresFlexibleServerResource> Server, IResourceBuilder<ParameterResource> User, IResourceBuilder<ParameterResource> Password);
