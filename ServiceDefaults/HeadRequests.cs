using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// Answers HEAD wherever GET is answered (RFC 9110, 9.3.2): the answer is made in the same way, and the server leaves out its body.
/// </summary>
public static class HeadRequests
{
    /// <summary>Lets an endpoint that answers GET answer HEAD, too.</summary>
    /// <param name="endpoint">The endpoint, once everything else about it is known.</param>
    public static void Answer(EndpointBuilder endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        for (var index = 0; index < endpoint.Metadata.Count; index++)
        {
            if (endpoint.Metadata[index] is IHttpMethodMetadata { HttpMethods: var methods }
                && methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head))
            {
                endpoint.Metadata[index] = new HttpMethodMetadata([.. methods, HttpMethods.Head]);
            }
        }
    }
}
