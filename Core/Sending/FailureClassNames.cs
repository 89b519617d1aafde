namespace Webhooks.Core.Sending;

/// <summary>The text names of <see cref="FailureClass"/> used in storage, in the API and as metric tags.</summary>
public static class FailureClassNames
{
    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<FailureClass>().Select(ToName)];

    /// <summary>The lower-case name, for example <c>too_large</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public static string ToName(this FailureClass failureClass) => failureClass switch
    {
        FailureClass.Timeout => "timeout",
        FailureClass.Dns => "dns",
        FailureClass.Connect => "connect",
        FailureClass.Tls => "tls",
        FailureClass.Reset => "reset",
        FailureClass.Http => "http",
        FailureClass.Blocked => "blocked",
        FailureClass.TooLarge => "too_large",
        _ => throw new ArgumentOutOfRangeException(nameof(failureClass), failureClass, null),
    };

    /// <summary>The member with this name, or null when there is none.</summary>
    public static FailureClass? FromName(string? name) => name switch
    {
        "timeout" => FailureClass.Timeout,
        "dns" => FailureClass.Dns,
        "connect" => FailureClass.Connect,
        "tls" => FailureClass.Tls,
        "reset" => FailureClass.Reset,
        "http" => FailureClass.Http,
        "blocked" => FailureClass.Blocked,
        "too_large" => FailureClass.TooLarge,
        _ => null,
    };
}
