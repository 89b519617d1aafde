using System.Text;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Conversations;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Text in which <c>{{a.b.0.c}}</c> stands for a value of a payload: members by name, items of arrays by number, <c>.length</c> of an
/// array or a text. A missing or null value becomes nothing, an object or array its compact JSON, everything else its text.
/// </summary>
public sealed class TriggerTemplate
{
    /// <summary>Characters of a template at most.</summary>
    public const int MaximumLength = FieldLimits.MessageTemplate;

    /// <summary>Characters of a rendered message at most, as many as a message may have; a longer one is cut and ends with "…".</summary>
    public const int MaximumRendered = NewMessage.MaximumContent;

    /// <summary>Placeholders of a template at most: each costs a walk through the payload.</summary>
    public const int MaximumPlaceholders = 500;

    private const string Opening = "{{";
    private const string Closing = "}}";
    private readonly IReadOnlyList<Part> parts;

    private TriggerTemplate(string text, IReadOnlyList<Part> parts)
    {
        Text = text;
        this.parts = parts;
    }

    /// <summary>The template as it was given.</summary>
    public string Text { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">
    /// 1 to 10,000 characters; every <c>{{</c> needs its <c>}}</c>, and a path in between whose parts are not empty. A <c>}}</c> alone is
    /// text.
    /// </param>
    public static Parsed<TriggerTemplate> Parse(string text)
    {
        if (text.Length is 0 or > MaximumLength)
        {
            return Invalid($"must have 1 to {MaximumLength} characters");
        }

        if (!UnicodeText.IsStorable(text))
        {
            return Invalid("must be Unicode text without NUL characters");
        }

        var parts = new List<Part>();
        var at = 0;
        for (var opening = 0; (opening = text.IndexOf(Opening, at, StringComparison.Ordinal)) >= 0;)
        {
            var start = opening + Opening.Length;
            var end = text.IndexOf(Closing, start, StringComparison.Ordinal);
            if (end < 0)
            {
                return Invalid($"has {{{{ without }}}} at character {opening}");
            }

            var path = text[start..end].Split('.', StringSplitOptions.TrimEntries);
            if (FaultOf(path) is { } fault)
            {
                return Invalid($"{fault} at character {opening}");
            }

            parts.Add(new Part(text[at..opening], path));
            at = end + Closing.Length;
        }

        if (parts.Count > MaximumPlaceholders)
        {
            return Invalid($"may have at most {MaximumPlaceholders} placeholders");
        }

        parts.Add(new Part(text[at..], []));
        return Parsed<TriggerTemplate>.Valid(new TriggerTemplate(text, parts));
    }

    /// <summary>
    /// The message for a payload: at most <see cref="MaximumRendered"/> characters that can be stored, whatever the payload holds.
    /// </summary>
    public string Render(JsonElement payload)
    {
        try
        {
            return RenderText(payload);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or broken UTF-8 somewhere in the payload. Both become U+FFFD, the replacement character.
            return RenderText(UnicodeText.Repair(payload));
        }
    }

    private static Parsed<TriggerTemplate> Invalid(string error) => Parsed<TriggerTemplate>.Invalid(error);

    private static string? FaultOf(string[] path) => path switch
    {
        _ when path.Any(name => name.Length == 0) => path.Length == 1 ? "has an empty placeholder" : "has a path with an empty part",
        _ when path.Any(name => name.AsSpan().ContainsAny('{', '}')) => "has a placeholder with braces in it",
        _ => null,
    };

    private string RenderText(JsonElement payload)
    {
        var message = new StringBuilder();
        foreach (var part in parts)
        {
            message.Append(part.Text);
            if (part.Path.Length > 0)
            {
                message.Append(PayloadPath.TextAt(payload, part.Path));
            }

            if (message.Length > MaximumRendered)
            {
                // The last character must not be the first half of a surrogate pair.
                var end = char.IsHighSurrogate(message[MaximumRendered - 2]) ? MaximumRendered - 2 : MaximumRendered - 1;
                message.Length = end;
                message.Append('…');
                break;
            }
        }

        return message.Replace('\0', '\uFFFD').ToString();
    }

    /// <summary>Text, and the path of the value after it; an empty path after the last text.</summary>
    private sealed record Part(string Text, string[] Path);
}
