using Webhooks.Client;

namespace Webhooks.Api.Http;

/// <summary>Collects everything that is wrong with a request, so that its sender can mend it in one go.</summary>
public sealed class InputErrors
{
    private readonly List<ProblemField> fields = [];

    internal int Count => fields.Count;

    internal bool Any => Count > 0;

    internal void Add(string pointer, string detail) => fields.Add(new ProblemField(pointer, detail));

    /// <summary>The refusal, or null when nothing is wrong.</summary>
    internal Problem? ToProblem() => Any ? Problems.Invalid([.. fields]) : null;
}
