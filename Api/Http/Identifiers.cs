using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Webhooks.Contracts;

namespace Webhooks.Api.Http;

/// <summary>The shapes of ids (seed reference: path parameters and <c>id</c>).</summary>
internal static partial class Identifiers
{
    public const int MaximumLength = 255;

    private const string GeneratedAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int GeneratedLength = 21;

    /// <summary>A generated id, in the seed system's form: 21 lower-case letters and digits.</summary>
    public static string Generate() => RandomNumberGenerator.GetString(GeneratedAlphabet, GeneratedLength);

    /// <summary>
    /// The member <c>id</c> of a resource: 1 to 255 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; not <c>new</c>, which is a page of
    /// the dashboard.
    /// </summary>
    public static string? ReadId(this JsonInput input, bool required = false)
    {
        if (input.Text("id", required) is not { } id)
        {
            return null;
        }

        if (!Resource().IsMatch(id) || id is "new" or "." or "..")
        {
            input.Errors.Add(input.PointerTo("id"), "must be letters, digits, hyphens, underscores and full stops, and not \"new\"");
            return null;
        }

        return id;
    }

    /// <summary>The <c>id</c> of a project: 1 to 255 lower-case letters, digits and inner hyphens.</summary>
    public static string? ReadProjectId(this JsonInput input)
    {
        if (input.Text("id", required: true) is not { } id)
        {
            return null;
        }

        if (!IsProjectId(id))
        {
            input.Errors.Add("/id", "must be lower-case letters, digits and inner hyphens");
            return null;
        }

        return id;
    }

    /// <summary>The <c>id</c> of a published event: 1 to 255 letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static string? ReadEventId(this JsonInput input)
    {
        if (input.Text("id") is not { } id)
        {
            return null;
        }

        if (!Event().IsMatch(id))
        {
            input.Errors.Add(input.PointerTo("id"), "must be letters, digits, hyphens and underscores");
            return null;
        }

        return id;
    }

    public static bool IsProjectId(string text) => text.Length is >= 1 and <= MaximumLength && Project().IsMatch(text);

    public static bool IsResourceId(string text) => text.Length is >= 1 and <= MaximumLength && Resource().IsMatch(text);

    [GeneratedRegex("^" + IdPattern.Resource + @"\z")]
    private static partial Regex Resource();

    [GeneratedRegex("^" + IdPattern.Event + @"\z")]
    private static partial Regex Event();

    [GeneratedRegex("^" + IdPattern.Project + @"\z")]
    private static partial Regex Project();
}
