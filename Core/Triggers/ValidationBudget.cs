using System.Diagnostics;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Webhooks.Core.Triggers;

/// <summary>
/// What one validation may cost. Schemas and payloads of modest size can make it arbitrarily long: branches within branches, long arrays
/// under each of them, patterns that backtrack.
/// </summary>
internal sealed class ValidationBudget
{
    /// <summary>Characters of a text that are looked at in one step.</summary>
    public const int CharactersPerStep = 64;

    // About half a second.
    private const long MaximumSteps = 300_000;

    // Each level takes some seven frames of the stack.
    private const int MaximumDepth = 256;
    private static readonly TimeSpan MaximumPatternTime = TimeSpan.FromSeconds(1);
    private readonly Stopwatch patternTime = new();
    private long steps;
    private int depth;

    /// <summary>Whether it is used up; then nothing more is to be looked at.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Goes a level deeper; false when that is too deep or too much.</summary>
    public bool Enter(long cost)
    {
        depth++;
        Spend(cost);
        IsSpent |= depth > MaximumDepth;
        return !IsSpent;
    }

    public void Leave() => depth--;

    /// <summary>The canonical text of a value; null when the budget is spent.</summary>
    public string? Canonical(JToken token)
    {
        if (IsSpent)
        {
            return null;
        }

        var text = PayloadTokens.Canonical(token);
        Spend(text.Length / CharactersPerStep);
        return text;
    }

    /// <summary>What is wrong with a text, given a pattern with a time-out of its own; null = nothing.</summary>
    public string? FaultOfPattern(string text, Regex pattern)
    {
        if (IsSpent)
        {
            return null;
        }

        patternTime.Start();
        try
        {
            return pattern.IsMatch(text) ? null : "must match the pattern";
        }
        catch (RegexMatchTimeoutException)
        {
            return "takes too long to be compared with the pattern";
        }
        finally
        {
            patternTime.Stop();
            IsSpent |= patternTime.Elapsed > MaximumPatternTime;
        }
    }

    private void Spend(long cost)
    {
        steps += cost;
        IsSpent |= steps > MaximumSteps;
    }
}
