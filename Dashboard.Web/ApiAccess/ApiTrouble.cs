using System.Net;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.ApiAccess;

/// <summary>Says in words what went wrong between the dashboard and the Api.</summary>
internal static class ApiTrouble
{
    /// <summary>A sentence for people; <see langword="null"/> when the failure is none of the Api, but a bug.</summary>
    public static string? Describe(Exception failure, ProjectAddress scope) => failure switch
    {
        WebhooksApiException refused => Describe(refused, scope),
        HttpRequestException => "The service cannot be reached.",
        OperationCanceledException => "The service did not respond in time.",
        JsonException => "The service sent a response this page does not understand. Reload the page.",
        _ => null,
    };

    /// <summary>The same for something that was to be done, of which the Api itself says best why it was not.</summary>
    public static string? DescribeAction(Exception failure) => failure switch
    {
        WebhooksApiException { StatusCode: HttpStatusCode.Unauthorized } => "You are no longer signed in.",
        WebhooksApiException { StatusCode: HttpStatusCode.Forbidden } =>
            "Your role in this project does not allow that. Ask an administrator of the project.",
        WebhooksApiException { Problem.Code: "mail_not_sent" } refused => refused.Message,
        WebhooksApiException { StatusCode: >= HttpStatusCode.InternalServerError } =>
            "The service has a problem and could not do it. Try again in a moment.",
        WebhooksApiException refused => refused.Message,
        HttpRequestException => "The service cannot be reached. Try again in a moment.",
        OperationCanceledException => "The service did not respond in time. Check whether it was done before you try again.",
        JsonException => "The service sent a response this page does not understand. Reload the page.",
        _ => null,
    };

    private static string Describe(WebhooksApiException refused, ProjectAddress scope) => refused.StatusCode switch
    {
        HttpStatusCode.Unauthorized => "You are no longer signed in.",
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
            $"There is no project {scope.ProjectId} of tenant {scope.TenantId}, or you may not see it.",
        HttpStatusCode.TooManyRequests => "Too many requests. This page retries by itself.",
        >= HttpStatusCode.InternalServerError => "The service has a problem and could not answer.",
        _ when refused.Problem?.Errors is [{ Pointer: "/type" or "/eventType" }, ..] => "No such event type.",
        _ => refused.Message,
    };
}
