using Webhooks.Contracts;

namespace Webhooks.Api.Http;

/// <summary>Collects everything that is wrong with a request, so that its sender can mend it in one go.</summary>
public sealed class InputErrors
{
    /// <summary>More members than this are ignored without being named.</summary>
    private const int MostWarnings = 20;

    private readonly List<ProblemField> fields = [];
    private List<ProblemField>? warnings;

    /// <summary>Members that were ignored, which is no error; null = none.</summary>
    internal IReadOnlyList<ProblemField>? Warnings => warnings;

    internal int Count => fields.Count;

    internal bool Any => Count > 0;

    /// <summary>Notes a fault; one that is noted already is not noted twice.</summary>
    internal void Add(string pointer, string detail)
    {
        var field = new ProblemField(pointer, detail);
        if (!fields.Contains(field))
        {
            fields.Add(field);
        }
    }

    /// <summary>Whether there is room for another warning. To look for what was meant costs time, so ask before.</summary>
    internal bool MayWarn => warnings is null || warnings.Count < MostWarnings;

    /// <summary>Notes what was ignored.</summary>
    internal void Warn(string pointer, string detail) => (warnings ??= []).Add(new ProblemField(pointer, detail));

    /// <summary>The refusal, or null when nothing is wrong.</summary>
    internal Problem? ToProblem() => Any ? Problems.Invalid([.. fields]) : null;
}
