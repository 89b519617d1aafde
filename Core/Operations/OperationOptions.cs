using System.ComponentModel.DataAnnotations;

namespace Webhooks.Core.Operations;

/// <summary>Sizes of the work on operations; configuration section <c>Operations</c>.</summary>
public sealed class OperationOptions
{
    /// <summary>Deliveries one turn makes due at most, in one transaction.</summary>
    [Range(1, 5_000)]
    public int ChunkSize { get; init; } = 1_000;

    /// <summary>How often to look for operations that no signal announced.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(15);
}
