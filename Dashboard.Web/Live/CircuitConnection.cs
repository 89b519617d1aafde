using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Webhooks.Dashboard.Web.Live;

/// <summary>
/// Knows whether the browser is there. A circuit outlives its connection by minutes, so that the browser may come back;
/// nothing needs refreshing meanwhile.
/// </summary>
internal sealed class CircuitConnection : CircuitHandler
{
    /// <summary>Whether the browser is connected.</summary>
    public bool IsUp { get; private set; } = true;

    /// <inheritdoc />
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsUp = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsUp = false;
        return Task.CompletedTask;
    }
}
