using Generated;
using Generated.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

var (address, adminKey, publisherKey, tenantId, receiver) = (args[0], args[1], args[2], args[3], args[4]);
var (admin, publisher) = (ClientWith(adminKey), ClientWith(publisherKey));
var project = admin.Manage.Tenants[tenantId].Projects["main"];

var created = await project.WebhookDestinations.PostAsync(new CreateWebhookDestinationRequest
{
    Name = "CRM",
    Url = receiver,
    EventTypes = [CreateWebhookDestinationRequest_eventTypes.EventCreated],
    RetryPolicy = new RetryPolicySetting { Name = RetryPolicySetting_name.Custom, WaitSeconds = [3, 6] },
});
var listed = await project.WebhookDestinations.GetAsync();
var published = await publisher.Run.V1.Events.PostAsync(new PublishEventRequest { Type = "order.paid" });
while (true)
{
    var deliveries = await project.Deliveries.GetAsync(request =>
    {
        request.QueryParameters.DestinationId = created!.Data!.Id;
        request.QueryParameters.EventId = published!.Data!.Id;
        request.QueryParameters.State = "delivered";
    });
    if (deliveries!.Data is [var delivery, ..])
    {
        Console.WriteLine($"{string.Join(',', listed!.Data![0].RetryPolicy!.WaitSeconds!)} {delivery.State}");
        return;
    }

    await Task.Delay(100);
}

WebhooksClient ClientWith(string key)
{
    var http = new HttpClient();
    http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    return new WebhooksClient(new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = address });
}
