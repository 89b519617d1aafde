namespace Webhooks.Dashboard.Web.Shared;

/// <summary>Quotes text for a POSIX shell.</summary>
internal static class ShellText
{
    /// <summary>The text as one word in which nothing is expanded.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Name of the variable that the reader keeps the value of a header in.</summary>
    public static string VariableOf(string header) =>
        $"HEADER_{string.Concat(header.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'))}";
}
