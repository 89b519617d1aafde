using System.Globalization;
using System.Text;
using Npgsql;

namespace Webhooks.Core.Database;

/// <summary>Conditions of a written statement, each beginning with <c>and</c>; values become parameters.</summary>
internal sealed class SqlConditions(NpgsqlParameterCollection parameters)
{
    private readonly StringBuilder text = new();

    /// <summary>A pattern for <c>like</c> that matches exactly this text.</summary>
    public static string EscapeLike(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);

    /// <summary>An expression that must equal the value; nothing when the value is null.</summary>
    public void Add(string expression, object? value) => AddRaw($"{expression} = {{0}}", value);

    /// <summary>A condition with <c>{0}</c> for the value; nothing when the value is null.</summary>
    public void AddRaw(string condition, object? value)
    {
        if (value is not null)
        {
            parameters.Add(new() { Value = value });
            text.Append("and ")
                .Append(
                    condition.Replace(
                        "{0}", string.Create(CultureInfo.InvariantCulture, $"${parameters.Count}"), StringComparison.Ordinal)).Append(' ');
        }
    }

    public override string ToString() => text.ToString();
}
