using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Webhooks.Tests.Support;

/// <summary>How a test wants its application.</summary>
public sealed record ApplicationOptions
{
    /// <summary>False: only the Api; nothing is delivered.</summary>
    public bool WithWorker { get; init; } = true;

    /// <summary>Port of the Api; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Development lets destinations be on this machine.</summary>
    public string Environment { get; init; } = Environments.Development;

    /// <summary>Configuration, for example <c>Worker:AttemptTimeout</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Changes services before the application is built.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Receives every log line at every level; null = nothing is logged.</summary>
    public RecordedLogs? Logs { get; init; }
}
