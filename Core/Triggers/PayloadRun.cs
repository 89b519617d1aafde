using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Pointer;
using Json.Schema;

namespace Webhooks.Core.Triggers;

/// <summary>
/// One evaluation of a payload: its budget and the errors so far. Schemas and payloads of modest size can make an evaluation arbitrarily
/// long (branches within branches, long arrays under each, patterns that backtrack), and the library has no limits of its own. It hands
/// its options to every keyword, which is how the keywords get here.
/// </summary>
internal sealed class PayloadRun : EvaluationOptions
{
    /// <summary>Characters that cost one step to look at.</summary>
    public const int CharactersPerStep = 64;

    // About half a second.
    private const long MaximumSteps = 200_000;

    // Two to three segments a level. Each level takes about a kilobyte of the stack.
    private const int MaximumSegments = 512;

    // The library writes down a place and a URI for each result that it keeps.
    private const int CostOfResults = 10;
    private static readonly TimeSpan MaximumPatternTime = TimeSpan.FromSeconds(1);
    private readonly List<PayloadError> errors = [];
    private readonly Stopwatch patternTime = new();
    private long steps;

    /// <summary>Without duplicates, at most <see cref="PayloadSchema.MaximumErrors"/>.</summary>
    public IReadOnlyList<PayloadError> Errors => errors;

    /// <summary>Whether the evaluation cost too much, so that its result means nothing.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>
    /// How many keywords around this one try schemas that may fail (anyOf, not, if…): their errors are not the payload's.
    /// </summary>
    public int Trials { get; set; }

    /// <summary>Accounts for evaluating a schema against a value.</summary>
    public void Enter(in EvaluationContext context)
    {
        var path = context.EvaluationPath.ToString().Length + context.InstanceLocation.ToString().Length;
        var cost = 1 + ((ChildrenOf(context.Instance) + (path / 8)) / 8) + CharacterSteps(context.Instance);
        Spend(context.CanOptimize ? cost : cost * CostOfResults);
        if (context.EvaluationPath.SegmentCount > MaximumSegments)
        {
            Stop();
        }
    }

    public void Spend(long cost)
    {
        steps += cost;
        if (steps > MaximumSteps)
        {
            Stop();
        }
    }

    /// <summary>The text by which a text or a container is compared. Its length counts as a cost.</summary>
    public string Canonical(JsonElement value)
    {
        Spend(JsonMarshal.GetRawUtf8Value(value).Length / CharactersPerStep);
        return KeyOf(value);
    }

    /// <summary>
    /// Equal for equal values: canonical text. Strings by their characters, since the library passes names of members as strings that it
    /// escapes in its own way.
    /// </summary>
    public static string KeyOf(JsonElement canonical) =>
        canonical.ValueKind is JsonValueKind.String ? $"\"{canonical.GetString()}" : canonical.GetRawText();

    /// <summary>Notes an error. Throws once there are enough.</summary>
    public void Report(JsonPointer place, string detail)
    {
        var error = new PayloadError(place.ToString(), detail);
        if (Trials > 0 || errors.Contains(error))
        {
            return;
        }

        errors.Add(error);
        if (errors.Count == PayloadSchema.MaximumErrors)
        {
            throw new OperationCanceledException("There are enough errors.");
        }
    }

    /// <summary>Whether a text matches; null when that takes too long for one text. Throws when it took too long for all.</summary>
    public bool? Matches(Regex pattern, string text) => Timed(() => pattern.IsMatch(text));

    /// <summary>The answer of something that runs patterns with a time-out; null when they took too long.</summary>
    public bool? Timed(Func<bool> check)
    {
        bool? answer;
        patternTime.Start();
        try
        {
            answer = check();
        }
        catch (RegexMatchTimeoutException)
        {
            answer = null;
        }

        patternTime.Stop();
        if (patternTime.Elapsed > MaximumPatternTime)
        {
            Stop();
        }

        return answer;
    }

    /// <summary>Ends the evaluation: a value that cannot be checked in time is never taken as valid.</summary>
    public bool GiveUp()
    {
        Stop();
        return false;
    }

    // An exception, since the library has no other way out of an evaluation. PayloadSchema catches it.
    private void Stop()
    {
        IsSpent = true;
        throw new OperationCanceledException("The evaluation costs too much.");
    }

    private static int ChildrenOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.GetPropertyCount(),
        JsonValueKind.Array => value.GetArrayLength(),
        _ => 0,
    };

    private static int CharacterSteps(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? JsonMarshal.GetRawUtf8Value(value).Length / CharactersPerStep : 0;
}
