using Generated;

var (address, adminKey, publisherKey, tenantId, receiver) = (args[0], args[1], args[2], args[3], args[4]);
var (admin, publisher) = (ClientWith(adminKey), ClientWith(publisherKey));

var created = await admin.CreateWebhookDestinationAsync(tenantId, "main", new CreateWebhookDestinationRequest
{
    Name = "CRM",
    Url = new Uri(receiver),
    EventTypes = [EventTypes.Event_created],
    RetryPolicy = new RetryPolicySetting { Name = RetryPolicySettingName.Custom, WaitSeconds = [3, 6] },
});
var listed = await admin.ListWebhookDestinationsAsync(tenantId, "main");
var published = await publisher.PublishEventAsync(new PublishEventRequest { Type = "order.paid" });
while (true)
{
    var deliveries = await admin.ListDeliveriesAsync(
        tenantId, "main", destinationId: created.Data.Id, eventId: published.Data.Id, state: "delivered");
    if (deliveries.Data.FirstOrDefault() is { } delivery)
    {
        Console.WriteLine($"{string.Join(',', listed.Data.First().RetryPolicy.WaitSeconds!)} {delivery.State}");
        return;
    }

    await Task.Delay(100);
}

WebhooksClient ClientWith(string key)
{
    var http = new HttpClient { BaseAddress = new Uri(address) };
    http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    return new WebhooksClient(http);
}
