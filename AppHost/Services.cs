namespace Webhooks.AppHost;

/// <summary>The settings that the processes of this repository share as resources.</summary>
internal static class Services
{
    /// <summary>A process that uses the database and Redis, when it is given them.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, DataStores? stores = null)
        where TProject : IProjectMetadata, new()
    {
        // Endpoints and settings are the model's; a launch profile is for a process that is started on its own.
        var service = builder.AddProject<TProject>(name, static options => options.ExcludeLaunchProfile = true);
        if (stores is not null)
        {
            service.WithReference(stores.Database).WithReference(stores.Cache);
        }

        return builder.ExecutionContext.IsRunMode
            ? service.WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
            : service;
    }

    /// <summary>Health in the Aspire dashboard and for waiting resources; probes of the container where it is published.</summary>
    public static IResourceBuilder<ProjectResource> WithHealth(this IResourceBuilder<ProjectResource> service)
    {
#pragma warning disable ASPIREPROBES001 // For evaluation by its own word; were it to go, the compiler would say so.
        return service
            .WithHttpProbe(ProbeType.Readiness, "/health", timeoutSeconds: 5)
            .WithHttpProbe(ProbeType.Liveness, "/alive", timeoutSeconds: 5);
#pragma warning restore ASPIREPROBES001
    }
}
