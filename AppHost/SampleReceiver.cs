using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.AppHost;

/// <summary>Something to deliver to, with a command in the Aspire dashboard that sends it an event by way of the whole service.</summary>
internal static class SampleReceiver
{
    private const string Tenant = "default";
    private const string Project = "default";
    private const string Destination = "sample-receiver";

    public static void AddSampleReceiver(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> api, IResourceBuilder<ParameterResource> adminKey)
    {
        var receiver = builder.AddService<Projects.Standalone>(ResourceNames.Receiver)
            .WithArgs("receiver")
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/alive");
        receiver.WithCommand(
            ResourceNames.PublishSampleEvent,
            "Publish a sample event",
            context => PublishAsync(api, receiver, adminKey.Resource, context.CancellationToken),
            new CommandOptions
            {
                Description =
                    "Makes this receiver a destination of the default project, once, and publishes an event of type sample.event.",
                IconName = "Send",
                IsHighlighted = true,
            });
    }

    private static async Task<ExecuteCommandResult> PublishAsync(
        IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> receiver, ParameterResource adminKey,
        CancellationToken cancellationToken)
    {
        try
        {
            var key = await adminKey.GetValueAsync(cancellationToken);
            using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(api.GetEndpoint(ResourceNames.Http).Url) };
            var client = new WebhooksClient(http, key ?? "");
            await AddDestinationAsync(client, receiver.GetEndpoint(ResourceNames.Http).Url, cancellationToken);
            var published = await client.PublishEventAsync(new PublishEventRequest("sample.event"), cancellationToken: cancellationToken);
            return CommandResults.Success($"Event {published.Id} is published; the receiver's console shows it.");
        }
        catch (Exception exception) when (exception is WebhooksApiException or HttpRequestException)
        {
            return CommandResults.Failure(exception);
        }
    }

    private static async Task AddDestinationAsync(WebhooksClient client, string receiver, CancellationToken cancellationToken)
    {
        var url = $"{receiver}/hooks";
        try
        {
            var request = new CreateWebhookDestinationRequest("Sample receiver", url, ["event.created"]) { Id = Destination };
            await client.CreateWebhookDestinationAsync(Tenant, Project, request, cancellationToken);
        }
        catch (WebhooksApiException exception) when (exception.StatusCode is HttpStatusCode.Conflict)
        {
            // From an earlier start, when the receiver may have had another port.
            var update = new UpdateWebhookDestinationRequest { Url = url };
            await client.UpdateWebhookDestinationAsync(Tenant, Project, Destination, update, cancellationToken);
        }
    }
}
