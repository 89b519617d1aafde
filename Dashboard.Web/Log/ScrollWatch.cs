using Microsoft.JSInterop;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>Knows whether the user has scrolled away from the top of the page, and so is reading what must not move.</summary>
public sealed class ScrollWatch : IAsyncDisposable
{
    private readonly Action<bool> changed;
    private IJSObjectReference? module;
    private DotNetObjectReference<ScrollWatch>? self;
    private IJSObjectReference? watch;

    private ScrollWatch(Action<bool> changed) => this.changed = changed;

    /// <summary>Called by the browser: only when it changes, not with each movement.</summary>
    /// <param name="isAway">Whether the top is out of sight.</param>
    [JSInvokable]
    public void Moved(bool isAway) => changed(isAway);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await (watch?.InvokeVoidAsync("stop") ?? ValueTask.CompletedTask);
            await (watch?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (module?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its scripts with it.
        }

        self?.Dispose();
    }

    internal static async Task<ScrollWatch> StartAsync(IJSRuntime script, Action<bool> changed)
    {
        var started = new ScrollWatch(changed);
        started.self = DotNetObjectReference.Create(started);
        started.module = await script.InvokeAsync<IJSObjectReference>("import", "./scroll-watch.js");
        started.watch = await started.module.InvokeAsync<IJSObjectReference>("watchScroll", started.self);
        return started;
    }

    internal ValueTask ToTopAsync() => watch?.InvokeVoidAsync("toTop") ?? ValueTask.CompletedTask;
}
