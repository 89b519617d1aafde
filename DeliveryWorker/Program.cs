using Webhooks.DeliveryWorker;
using Webhooks.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args);
builder.AddWorkerDefaults();
builder.AddDeliveryWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapDeliveryWorker();
app.Run();
