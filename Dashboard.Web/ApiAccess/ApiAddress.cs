using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Webhooks.Dashboard.Web.ApiAccess;

/// <summary>Where the Api is. In a host that holds both it is known only once the host listens: its port may be any free one.</summary>
internal sealed class ApiAddress(IOptions<DashboardOptions> options, IServer server)
{
    /// <summary>Base address of the Api.</summary>
    public Uri Current => options.Value.ApiBaseAddress ?? OwnAddress();

    private Uri OwnAddress()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.FirstOrDefault() ?? throw new InvalidOperationException("This host does not listen yet.");
        var parsed = BindingAddress.Parse(address);

        // Hosts that stand for all addresses are good to listen on, but not to call.
        var host = parsed.Host is "*" or "+" or "[::]" or "0.0.0.0" ? "localhost" : parsed.Host;
        return new UriBuilder(parsed.Scheme, host, parsed.Port).Uri;
    }
}
