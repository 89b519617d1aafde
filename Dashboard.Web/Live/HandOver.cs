using System.Text.Json;

namespace Webhooks.Dashboard.Web.Live;

/// <summary>
/// What a page that was rendered in advance hands over to its circuit travels by way of the browser, which sends it back as one message.
/// A message that is too long would end the circuit, so what is large is asked for again instead.
/// </summary>
internal static class HandOver
{
    /// <summary>
    /// Longest message from a browser, in bytes. SignalR's own limit of 32 KiB is less than a page of a log, once that is encrypted and
    /// written in base64 twice.
    /// </summary>
    public const int LargestMessage = 512 * 1024;

    /// <summary>Longest JSON of one thing that is handed over, in characters.</summary>
    public const int LargestPart = 100_000;

    /// <summary>Whether JSON of a payload can be handed over.</summary>
    public static bool Takes(JsonElement? json) => json is not { } element || element.GetRawText().Length <= LargestPart;
}
