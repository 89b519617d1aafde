using System.Text.Json;
using Json.Schema;

namespace Webhooks.Core.Triggers;

/// <summary>
/// A keyword that holds no schemas: which values it may have, and what is wrong with a value of a payload. <see cref="PayloadRules"/> has
/// them all.
/// </summary>
/// <param name="name">The keyword.</param>
/// <param name="demand">What its value must be, told when <paramref name="read"/> finds it is not.</param>
/// <param name="read">The keyword's value in the form that is checked against; null when it cannot have this value.</param>
/// <param name="check">What is wrong with a value; null = nothing.</param>
internal sealed class PayloadRule(
    string name, string demand, Func<JsonElement, object?> read, Func<object, JsonElement, PayloadRun, string?> check) : IKeywordHandler
{
    public string Name => name;

    public static PayloadRule Of<T>(
        string name, string demand, Func<JsonElement, T?> read, Func<T, JsonElement, PayloadRun, string?> check)
        where T : class =>
        new(name, demand, read, (rule, value, run) => check((T)rule, value, run));

    /// <summary>Why the keyword cannot have this value; null when it can.</summary>
    public string? FaultOf(JsonElement value) => read(value) is null ? demand : null;

    public object? ValidateKeywordValue(JsonElement value) => read(value);

    public void BuildSubschemas(KeywordData keyword, BuildContext context)
    {
    }

    public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
    {
        var run = (PayloadRun)context.Options;
        var fault = check(keyword.Value!, context.Instance, run); // Read when the schema was compiled.
        if (fault is not null)
        {
            run.Report(context.InstanceLocation, fault);
        }

        return new KeywordEvaluation { Keyword = Name, IsValid = fault is null };
    }
}
