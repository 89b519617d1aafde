using System.Globalization;
using Webhooks.Core.Persistence;

namespace Webhooks.Api.Http;

/// <summary>Reads the query of a request and notes every error under the parameter's name.</summary>
internal sealed class QueryInput(IQueryCollection query)
{
    private const int DefaultLimit = 10;
    private const int MaximumLimit = 100;

    private readonly InputErrors errors = new();

    public Problem? Problem => errors.ToProblem();

    public InputErrors Errors => errors;

    /// <summary>The number of a page, from 1 (seed: default 1).</summary>
    public int Page() => Number("page", 1, 1_000_000, 1);

    /// <summary>Rows of a page (seed: 1 to 100, default 10).</summary>
    public int Limit() => Number("limit", 1, MaximumLimit, DefaultLimit);

    /// <summary>Where a list goes on: the <c>next</c> or <c>previous</c> of an earlier page.</summary>
    public Keyset Cursor()
    {
        if (Text("cursor") is not { } text)
        {
            return Keyset.Start;
        }

        if (Keyset.TryParse(text, out var keyset))
        {
            return keyset;
        }

        errors.Add("/cursor", "is not a cursor of this list");
        return Keyset.Start;
    }

    /// <summary>null when absent or empty.</summary>
    public string? Text(string name)
    {
        var text = query[name].LastOrDefault();
        if (text is not null && text.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add("/" + name, "must not contain NUL characters");
            return null;
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>One of the values, or null when absent.</summary>
    public string? OneOf(string name, IReadOnlyList<string> values)
    {
        var text = Text(name);
        if (text is not null && !values.Contains(text))
        {
            errors.Add("/" + name, $"must be one of {string.Join(", ", values)}");
            return null;
        }

        return text;
    }

    private int Number(string name, int minimum, int maximum, int absent)
    {
        if (Text(name) is not { } text)
        {
            return absent;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        errors.Add("/" + name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}"));
        return absent;
    }
}
