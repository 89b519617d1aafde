using Webhooks.AppHost;

try
{
    var builder = DistributedApplication.CreateBuilder(args);
    StartWatch.ThrowIfPortsAreTaken(builder);
    var adminKey = builder.AddParameter(
        ResourceNames.AdminKey, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true)
        .WithDescription("Becomes the first admin key when the database is new.");
    var stores = DataStores.Add(builder);

    var migrations = builder.AddService<Projects.Standalone>(ResourceNames.Migrations, stores)
        .WithArgs("migrate", "--wait", "120")
        .WithEnvironment("WEBHOOKS_ADMIN_KEY", adminKey)
        .WaitFor(stores.Database);

    var api = builder.AddService<Projects.Api>(ResourceNames.Api, stores)
        .WithHttpEndpoint()
        .WithExternalHttpEndpoints()
        .WithHealth()
        .WaitForCompletion(migrations)
        .WaitFor(stores.Cache);

    // Two, so that one that dies is covered by the other: DCP shows a process that ended and does not start it again.
    var worker = builder.AddService<Projects.DeliveryWorker>(ResourceNames.Worker, stores)
        .WithHttpEndpoint()
        .WithHealth()
        .WithReplicas(2)
        .WaitForCompletion(migrations)
        .WaitFor(stores.Cache);

    var dashboard = builder.AddService<Projects.Dashboard_Web>(ResourceNames.Dashboard)
        .WithHttpEndpoint()
        .WithExternalHttpEndpoints()
        .WithHealth()
        .WithReference(api)
        .WithEnvironment("Dashboard__ApiBaseAddress", $"https+http://{ResourceNames.Api}")
        .WaitFor(api);

    api.WithEnvironment("Triggers__PublicAddress", api.GetEndpoint(ResourceNames.Http))
        .WithEnvironment("Access__DashboardAddress", dashboard.GetEndpoint(ResourceNames.Http))
        .WithUrl($"{api.GetEndpoint(ResourceNames.Http)}/docs", "API reference");
    api.WithMail(builder);
    builder.AddSingleSignOn(api, dashboard);
    worker.WithUrl($"{worker.GetEndpoint(ResourceNames.Http)}/hangfire", "Hangfire (admin key as the password)");
    dashboard.WithUrlForEndpoint(ResourceNames.Http, static url => url.DisplayText = "Dashboard");
    if (builder.ExecutionContext.IsRunMode)
    {
        builder.AddSampleReceiver(api, adminKey);
        // The dashboard, which signs people in for their browsers, runs on this machine.
        api.WithEnvironment("ForwardedHeaders__Networks__0", "127.0.0.0/8").WithEnvironment("ForwardedHeaders__Networks__1", "::1/128");
        api.EndStartWithout([.. stores.Servers, migrations]);
    }

    builder.Build().Run();
    return Environment.ExitCode;
}
catch (StartException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
