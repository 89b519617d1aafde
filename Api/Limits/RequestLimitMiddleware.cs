using System.Globalization;
using System.Net;
using Webhooks.Api.Access;
using Webhooks.Api.Http;

namespace Webhooks.Api.Limits;

/// <summary>Answers 429 to who asks too often, before anything is looked up for the request.</summary>
internal sealed class RequestLimitMiddleware(RequestDelegate next, RequestLimits requests)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is null || Credential.Read(context.Request) is not { } credential)
        {
            // Without a key or session nothing is looked up.
            await next(context);
            return;
        }

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (requests.Refuse(credential, address) is { } wait)
        {
            var seconds = (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds));
            await Problems.TooManyRequests(
                string.Create(CultureInfo.InvariantCulture, $"There were too many requests with this key, or bad ones from this address; try again in {seconds} s."),
                seconds).ExecuteAsync(context);
            return;
        }

        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            requests.NoteFailed(credential, address);
        }
        else if (RequestScope.Find(context) is { Caller.IsKnown: true })
        {
            requests.NoteAccepted(credential);
        }
    }
}
