using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Webhooks.Contracts;

/// <summary>
/// The rule of a request's member beyond its type, read from the attributes beside it. The Api enforces it, the OpenAPI document shows
/// it, and forms ask for it.
/// </summary>
public sealed record FieldRule
{
    private static readonly ConcurrentDictionary<PropertyInfo, FieldRule> Known = new();

    private FieldRule()
    {
    }

    /// <summary>Most characters of a text, or of each text of a list; <see langword="null"/> = no rule.</summary>
    public int? Longest { get; private init; }

    /// <summary>Whether a text may be empty.</summary>
    public bool MayBeEmpty { get; private init; }

    /// <summary>
    /// Whether blanks around a text belong to it, as in messages, passwords and secrets; otherwise they are removed before the text is
    /// counted and stored.
    /// </summary>
    public bool KeepsBlanks { get; private init; }

    /// <summary>The pattern of a text: a regular expression without its ends; <see langword="null"/> = no rule.</summary>
    public string? Pattern { get; private init; }

    /// <summary>Whether a text is an absolute URL.</summary>
    public bool IsUrl { get; private init; }

    /// <summary>The values a text, or each text of a list, may have; <see langword="null"/> = no rule.</summary>
    public IReadOnlyList<string>? Values { get; private init; }

    /// <summary>Fewest items of a list; <see langword="null"/> = no rule.</summary>
    public int? Fewest { get; private init; }

    /// <summary>Most items of a list; <see langword="null"/> = no rule.</summary>
    public int? Most { get; private init; }

    /// <summary>The smallest number; <see langword="null"/> = no rule.</summary>
    public double? Smallest { get; private init; }

    /// <summary>The largest number; <see langword="null"/> = no rule.</summary>
    public double? Largest { get; private init; }

    /// <summary>Whether nothing beside the member says what it must be.</summary>
    public bool IsNone => Longest is null && Values is null && Largest is null;

    /// <summary>The rule of a member. It never changes, so it is read once.</summary>
    /// <param name="member">A member of a contract.</param>
    public static FieldRule Of(PropertyInfo member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Known.GetOrAdd(member, Read);
    }

    /// <summary>The rule of a member.</summary>
    /// <typeparam name="TContract">The contract.</typeparam>
    /// <param name="member">The name of its property.</param>
    /// <exception cref="ArgumentException">The contract has no such property.</exception>
    public static FieldRule Of<TContract>(string member) =>
        Of(typeof(TContract).GetProperty(member)
            ?? throw new ArgumentException($"{typeof(TContract).Name} has no property {member}.", nameof(member)));

    private static FieldRule Read(PropertyInfo member)
    {
        var owner = member.DeclaringType?.GetCustomAttribute<RulesOfAttribute>()?.Contract.GetProperty(member.Name) ?? member;
        var (text, list) = (owner.GetCustomAttribute<TextAttribute>(), owner.GetCustomAttribute<LengthAttribute>());
        var number = owner.GetCustomAttribute<RangeAttribute>();
        return new FieldRule
        {
            Longest = text?.Longest,
            MayBeEmpty = text?.MayBeEmpty ?? false,
            KeepsBlanks = text?.KeepsBlanks ?? false,
            Pattern = text?.Pattern,
            IsUrl = text?.IsUrl ?? false,
            Values = owner.GetCustomAttribute<OneOfAttribute>()?.Values,
            Fewest = list?.MinimumLength,
            Most = list?.MaximumLength,
            Smallest = number is null ? null : Convert.ToDouble(number.Minimum, CultureInfo.InvariantCulture),
            Largest = number is null ? null : Convert.ToDouble(number.Maximum, CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>A text, or each text of a list, has 1 to so many characters.</summary>
/// <param name="longest">Most characters.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute(int longest) : Attribute
{
    /// <summary>Most characters.</summary>
    public int Longest => longest;

    /// <inheritdoc cref="FieldRule.MayBeEmpty"/>
    public bool MayBeEmpty { get; init; }

    /// <inheritdoc cref="FieldRule.KeepsBlanks"/>
    public bool KeepsBlanks { get; init; }

    /// <inheritdoc cref="FieldRule.Pattern"/>
    public string? Pattern { get; init; }

    /// <inheritdoc cref="FieldRule.IsUrl"/>
    public bool IsUrl { get; init; }
}

/// <summary>A text, or each text of a list, is one of a set of words.</summary>
/// <param name="words">The class that has them, as <c>public static IReadOnlyList&lt;string&gt; All</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(Type words) : Attribute
{
    /// <summary>The class that has the words.</summary>
    public Type Words => words;

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Values { get; } =
        words.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as IReadOnlyList<string>
        ?? throw new ArgumentException($"{words.Name} has no list of its words named All.", nameof(words));
}

/// <summary>The members of a change have the rules that they have when the resource is created.</summary>
/// <param name="contract">The request that creates it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RulesOfAttribute(Type contract) : Attribute
{
    /// <summary>The request that creates it.</summary>
    public Type Contract => contract;
}
