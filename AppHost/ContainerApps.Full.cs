using System.Globalization;
using Aspire.Hosting.Azure;
using Azure.Provisioning.AppContainers;

namespace Webhooks.AppHost;

/// <summary>How the processes run in Azure Container Apps. Means nothing while the model runs on this machine.</summary>
internal static class ContainerApps
{
    private const string QueuePassword = "queue-password";

    /// <summary>Requests under way per replica of a process that people and programs call.</summary>
    private const string RequestsPerReplica = "100";

    /// <summary>Due deliveries per worker. One worker sends thousands a second (docs/benchmarks.md): this is a backlog of seconds.</summary>
    private const string DuePerReplica = "5000";

    /// <summary>
    /// Deliveries that could be sent now, those of paused destinations left out, and none counted beyond what the most workers are worth.
    /// </summary>
    private const string DueDeliveries = """
        select count(*) from (select 1 from delivery_queue q join destinations d on d.destination_no = q.destination_no and d.enabled and d.deleted_at is null
        where q.lease_id is null and q.due_at <= now() limit 50000) due
        """;

    /// <summary>The environment that everything is published to.</summary>
    public static void AddContainerApps(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            builder.AddAzureContainerAppEnvironment(ResourceNames.Environment);
        }
    }

    /// <summary>Replicas by requests under way.</summary>
    /// <param name="service">The process.</param>
    /// <param name="atLeast">Replicas that always run.</param>
    /// <param name="atMost">Replicas that never are exceeded.</param>
    /// <param name="sticky">A browser comes back to the same replica: pages of Blazor live on the server.</param>
    public static IResourceBuilder<ProjectResource> ScaleOnRequests(
        this IResourceBuilder<ProjectResource> service, int atLeast, int atMost, bool sticky = false) =>
        service.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.Scale.MinReplicas = atLeast;
            app.Template.Scale.MaxReplicas = atMost;
            app.Template.Scale.Rules =
            [
                new ContainerAppScaleRule
                {
                    Name = "requests",
                    Http = new ContainerAppHttpScaleRule { Metadata = { { "concurrentRequests", RequestsPerReplica } } },
                },
            ];
            if (sticky)
            {
                app.Configuration.Ingress.StickySessionsAffinity = StickySessionAffinity.Sticky;
            }
        });

    /// <summary>Replicas by due deliveries; as many as the model says always run, so that one that dies is covered.</summary>
    public static IResourceBuilder<ProjectResource> ScaleOnQueue(this IResourceBuilder<ProjectResource> worker, DataStores stores, int atMost) =>
        stores.Published is not { } server ? worker : worker.PublishAsAzureContainerApp((infrastructure, app) =>
        {
            app.Configuration.Secrets.Add(new ContainerAppWritableSecret
            {
                Name = QueuePassword,
                Value = server.Password.AsProvisioningParameter(infrastructure),
            });
            app.Template.Scale.MaxReplicas = atMost;
            app.Template.Scale.Rules = [new ContainerAppScaleRule { Name = "due-deliveries", Custom = QueueRule(server, infrastructure) }];
        });

    /// <summary>The scaler of KEDA for a table in PostgreSQL.</summary>
    private static ContainerAppCustomScaleRule QueueRule(PublishedServer server, AzureResourceInfrastructure infrastructure) => new()
    {
        CustomScaleRuleType = "postgresql",
        Metadata =
        {
            { "host", server.Server.Resource.Host.AsProvisioningParameter(infrastructure, "postgres_host") },
            { "port", 5432.ToString(CultureInfo.InvariantCulture) },
            { "userName", server.User.AsProvisioningParameter(infrastructure) },
            { "dbName", ResourceNames.Database },
            { "sslmode", "require" },
            { "query", DueDeliveries },
            { "targetQueryValue", DuePerReplica },
        },
        Auth = { new ContainerAppScaleRuleAuth { SecretRef = QueuePassword, TriggerParameter = "password" } },
    };
}
