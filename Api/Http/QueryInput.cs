using System.Globalization;
using Webhooks.Contracts;
using Webhooks.Core.Keys;

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
    public int Page() => Number("page", 1, 1_000_000) ?? 1;

    /// <summary>Rows of a page (seed: 1 to 100, default 10).</summary>
    public int Limit() => Number("limit", 1, MaximumLimit) ?? DefaultLimit;

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

    /// <summary>The same, of at most so many characters.</summary>
    public string? Text(string name, int maximumLength)
    {
        var text = Text(name);
        if (text?.Length > maximumLength)
        {
            errors.Add("/" + name, string.Create(CultureInfo.InvariantCulture, $"must have at most {maximumLength} characters"));
            return null;
        }

        return text;
    }

    /// <summary>A time since 1970 with its offset from UTC, as in bodies; null when absent.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (RequestTime.Read(text) is { } moment)
        {
            return moment;
        }

        errors.Add("/" + name, $"{RequestTime.Rule} (a + is written %2B in a URL)");
        return null;
    }

    /// <summary><c>since</c> and <c>until</c>, or <c>from</c> and <c>to</c>, their older names; either may be absent.</summary>
    public (DateTimeOffset? Since, DateTimeOffset? Until) Span()
    {
        var (since, until) = (Time(OneNameOf("since", "from")), Time(OneNameOf("until", "to")));
        if (since > until)
        {
            errors.Add(UntilPointer, "must not be before since");
        }

        return (since, until);
    }

    /// <summary>Where the beginning of the span is, under the name that was sent.</summary>
    public string SincePointer => "/" + NameOf("since", "from");

    /// <summary>Where the end of the span is, under the name that was sent.</summary>
    public string UntilPointer => "/" + NameOf("until", "to");

    /// <summary>True or false, or null when absent.</summary>
    public bool? Flag(string name) => OneOf(name, ["true", "false"]) is { } text ? text == "true" : null;

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

    /// <summary>A whole number, or null when absent.</summary>
    public int? Number(string name, int minimum, int maximum)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        errors.Add("/" + name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}"));
        return null;
    }

    private string OneNameOf(string name, string alias)
    {
        if (query.ContainsKey(name) && query.ContainsKey(alias))
        {
            errors.Add("/" + alias, $"is another name of {name}, which is there too; send one of them");
        }

        return NameOf(name, alias);
    }

    private string NameOf(string name, string alias) => query.ContainsKey(alias) && !query.ContainsKey(name) ? alias : name;
}

/// <summary>The one rule for times in requests: RFC 3339 with an offset, from 1970 on. Keys of events hold no earlier time.</summary>
internal static class RequestTime
{
    /// <summary>The error for anything else.</summary>
    public const string Rule = "must be an RFC 3339 timestamp with an offset, 1970 or later, such as 2026-01-31T09:30:00.000Z";

    /// <summary>The time; null when the text is no timestamp.</summary>
    public static DateTimeOffset? Read(string? text) =>
        Rfc3339.TryParse(text, out var moment) && moment >= DateTimeOffset.UnixEpoch ? moment : null;
}
