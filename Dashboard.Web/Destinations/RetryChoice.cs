using System.Globalization;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>The retry policy as a form shows it: one of two names, or waits as text.</summary>
internal static class RetryChoice
{
    /// <summary>Choice of custom waits.</summary>
    public const string Own = "own";

    /// <summary>The choice that a policy is.</summary>
    public static string Of(RetryPolicySetting policy) => policy.WaitSeconds is null ? policy.Name : Own;

    /// <summary>The waits of a policy as text, such as <c>2, 4</c>; empty for a name.</summary>
    public static string WaitsOf(RetryPolicySetting policy) =>
        string.Join(", ", (policy.WaitSeconds ?? []).Select(wait => wait.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The policy of a choice; null when the waits are none.</summary>
    public static RetryPolicySetting? Parse(string choice, string waits)
    {
        if (choice != Own)
        {
            return choice == RetryPolicySetting.Persistent.Name ? RetryPolicySetting.Persistent : RetryPolicySetting.Standard;
        }

        var parts = waits.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var seconds =
            parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var wait) ? wait : 0).ToArray();
        return seconds.Length is 0 or > RetryPolicySetting.MaxWaits
            || seconds.Any(wait => wait is < 1 or > RetryPolicySetting.MaxWaitSeconds)
            || seconds.Sum() > RetryPolicySetting.MaxTotalSeconds
            ? null
            : RetryPolicySetting.Waits(seconds);
    }

    /// <summary>A policy in words.</summary>
    public static string Describe(RetryPolicySetting policy) => policy switch
    {
        { Name: "standard" } => "Standard: 3 attempts, 2 s and 4 s apart",
        { Name: "persistent" } => "Persistent: 10 attempts over three days",
        { WaitSeconds: [var only] } => $"2 attempts, {Short(only)} apart",
        { WaitSeconds: { } waits } when waits.Distinct()
            .Count() == 1 => $"{waits.Count + 1} attempts, each {Short(waits[0])} after the one before",
        { WaitSeconds: { } waits } => $"{waits.Count + 1} attempts, after {string.Join(", ", waits.Select(Short))}",
        _ => policy.ToString(),
    };

    private static string Short(int seconds) => seconds switch
    {
        >= 86_400 when seconds % 86_400 == 0 => $"{seconds / 86_400} d",
        >= 3_600 when seconds % 3_600 == 0 => $"{seconds / 3_600} h",
        >= 60 when seconds % 60 == 0 => $"{seconds / 60} min",
        _ => $"{seconds} s",
    };
}
