using System.Text.Encodings.Web;
using System.Text.Json;

namespace Webhooks.Contracts;

/// <summary>How the service writes JSON: camelCase names, timestamps in UTC with milliseconds and <c>Z</c>.</summary>
public static class WebhooksJson
{
    /// <summary>The options the client and the Api share. Read-only: copy them to change something.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Gives <paramref name="options"/> the same behaviour, for a framework that owns its options instance.</summary>
    /// <param name="options">Options made with <see cref="JsonSerializerDefaults.Web"/>.</param>
    public static void Apply(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Converters.Add(new UtcTimestampConverter());
        // The default encoder writes '+' as \u002B, so a base64 secret copied from a terminal would be wrong.
        // Safe because answers are application/json and never become part of a page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
