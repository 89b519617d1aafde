using System.Text.Json;
using Webhooks.AppHost;
using Webhooks.Contracts;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>How the services run in Azure Container Apps.</summary>
public sealed class ServicesTests
{
    private static readonly string[] Apps = [ResourceNames.Api, ResourceNames.Worker, ResourceNames.Dashboard];

    [FactWithBicep]
    public async Task The_api_and_the_dashboard_scale_on_requests_and_the_worker_on_the_queue()
    {
        Assert.Equal((2, 10, "100"), await ScaleAsync(ResourceNames.Api, "http.metadata.concurrentRequests"));
        Assert.Equal((1, 3, "100"), await ScaleAsync(ResourceNames.Dashboard, "http.metadata.concurrentRequests"));
        Assert.Equal((2, 10, "5000"), await ScaleAsync(ResourceNames.Worker, "custom.metadata.targetQueryValue"));
    }

    [FactWithBicep]
    public async Task The_scaler_of_the_worker_signs_in_to_the_database_of_the_services_with_the_password_of_the_vault()
    {
        var rule = await RuleAsync(ResourceNames.Worker);
        var custom = rule.GetProperty("custom");
        var auth = Assert.Single(custom.GetProperty("auth").EnumerateArray());

        Assert.Equal("postgresql", custom.TextAt("type"));
        Assert.Equal("postgres-host", custom.TextAt("metadata.host"));
        Assert.Equal(ResourceNames.Database, custom.TextAt("metadata.dbName"));
        Assert.Equal("require", custom.TextAt("metadata.sslmode"));
        Assert.Equal(("postgres-password", "password"), (auth.TextAt("secretRef"), auth.TextAt("triggerParameter")));
        Assert.False(custom.TryGetProperty("identity", out _)); // With one the metadata would get lost.
    }

    [FactWithBicep]
    public async Task Readiness_asks_for_health_and_liveness_whether_the_process_answers()
    {
        foreach (var app in Apps)
        {
            var probes = (await AzureTemplate.ContainerAsync(app)).GetProperty("probes").EnumerateArray()
                .ToDictionary(static probe => probe.TextAt("type"), static probe => probe.TextAt("httpGet.path"));

            Assert.Equal(
                new Dictionary<string, string> { ["Startup"] = "/alive", ["Liveness"] = "/alive", ["Readiness"] = "/health" }, probes);
        }
    }

    [FactWithBicep]
    public async Task Probes_and_requests_reach_the_port_that_the_images_listen_on()
    {
        foreach (var app in Apps)
        {
            var resource = await AzureTemplate.ServiceAsync(app);
            var probes = (await AzureTemplate.ContainerAsync(app)).GetProperty("probes").EnumerateArray();

            Assert.All(probes, static probe => Assert.Equal(8080, probe.At("httpGet.port").GetInt32()));
            Assert.Equal(8080, resource.At("properties.configuration.ingress.targetPort").GetInt32());
        }
    }

    [FactWithBicep]
    public async Task A_worker_gets_more_time_to_stop_than_the_slowest_attempt_takes()
    {
        var worker = await AzureTemplate.ServiceAsync(ResourceNames.Worker);

        // As long as WorkerServices waits for it, and some seconds for the process itself.
        var needed = FieldLimits.TimeoutSeconds + 10;
        Assert.InRange(worker.At("properties.template.terminationGracePeriodSeconds").GetInt32(), needed + 5, 600);
    }

    [FactWithBicep]
    public async Task Only_the_dashboard_needs_browsers_to_come_back_to_the_same_replica()
    {
        foreach (var app in Apps)
        {
            var ingress = (await AzureTemplate.ServiceAsync(app)).At("properties.configuration.ingress");
            var sticky = ingress.TryGetProperty("stickySessions", out var sessions) && sessions.TextAt("affinity") == "sticky";

            Assert.Equal(app == ResourceNames.Dashboard, sticky);
            Assert.False(ingress.GetProperty("allowInsecure").GetBoolean());
        }
    }

    [FactWithBicep]
    public async Task Replicas_of_the_dashboard_read_the_cookies_of_each_other()
    {
        var dashboard = await AzureTemplate.ServiceAsync(ResourceNames.Dashboard);

        Assert.True(dashboard.At("properties.configuration.runtime.dotnet.autoConfigureDataProtection").GetBoolean());
    }

    [FactWithBicep]
    public async Task Migrations_are_a_job_that_runs_when_it_is_started_and_is_not_repeated()
    {
        var job = await AzureTemplate.ServiceAsync(ResourceNames.Migrations);

        Assert.Equal("Microsoft.App/jobs", job.TextAt("type"));
        Assert.Equal("Manual", job.TextAt("properties.configuration.triggerType"));
        Assert.Equal(0, job.At("properties.configuration.replicaRetryLimit").GetInt32());
    }

    [FactWithBicep]
    public async Task Azd_and_people_find_a_service_by_its_name()
    {
        foreach (var service in AzureTemplate.Services)
        {
            var resource = await AzureTemplate.ServiceAsync(service);

            Assert.Equal(service, resource.TextAt("name"));
            Assert.Equal(service, resource.At("tags").GetProperty("azd-service-name").GetString());
            Assert.Equal("azure-env-name", resource.At("tags").GetProperty("azd-env-name").GetString());
        }
    }

    [FactWithBicep]
    public async Task Images_are_those_azd_has_published_and_are_pulled_with_the_identity()
    {
        foreach (var service in AzureTemplate.Services)
        {
            var registry = Assert.Single(
                (await AzureTemplate.ServiceAsync(service)).At("properties.configuration.registries").EnumerateArray());

            Assert.Equal($"service-{service}-image-name", (await AzureTemplate.ContainerAsync(service)).TextAt("image"));
            Assert.Equal(
                ("azure-container-registry-endpoint", "services-identity-id"), (registry.TextAt("server"), registry.TextAt("identity")));
        }
    }

    private static async Task<JsonElement> RuleAsync(string service) =>
        Assert.Single((await AzureTemplate.ServiceAsync(service)).At("properties.template.scale.rules").EnumerateArray());

    private static async Task<(int AtLeast, int AtMost, string PerReplica)> ScaleAsync(string service, string target)
    {
        var scale = (await AzureTemplate.ServiceAsync(service)).At("properties.template.scale");
        return (
            scale.GetProperty("minReplicas").GetInt32(), scale.GetProperty("maxReplicas").GetInt32(),
            (await RuleAsync(service)).TextAt(target));
    }
}
