using System.Text.Json;

namespace Webhooks.Dashboard.Web.Live;

/// <summary>
/// How much a prerendered page may persist for its circuit. Persisted state travels by way of the browser, which sends it back as one
/// message. A message that is too long would end the circuit, so large parts are loaded again instead.
/// </summary>
internal static class PersistedLimits
{
    /// <summary>
    /// Longest message from a browser, in bytes. SignalR's own limit of 32 KiB is less than a page of a log, once that is encrypted and
    /// written in base64 twice.
    /// </summary>
    public const int LargestMessage = 512 * 1024;

    /// <summary>Longest JSON of one part that is persisted, in characters.</summary>
    public const int LargestPart = 100_000;

    /// <summary>Whether JSON of a payload can be persisted.</summary>
    public static bool Allows(JsonElement? json) => json is not { } element || element.GetRawText().Length <= LargestPart;
}
