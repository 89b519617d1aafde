using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Forms;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>Problems of the fields of a form, each with its JSON Pointer.</summary>
/// <param name="Fields">The problems.</param>
public sealed record FieldProblems(IReadOnlyList<ProblemField> Fields)
{
    /// <summary>Nothing is wrong.</summary>
    public static FieldProblems None { get; } = new([]);

    /// <summary>Problems of a member or anything in it, as sentences.</summary>
    /// <param name="member">JSON Pointer to the member, such as <c>/authentication/headers</c>.</param>
    public IReadOnlyList<string> At(string member) =>
        [.. Fields.Where(field => IsIn(field, member)).Select(field => Sentence(field, member)).Distinct()];

    /// <summary>Problems that belong to none of these members.</summary>
    public IReadOnlyList<string> Elsewhere(IReadOnlyList<string> members) =>
        [.. Fields.Where(field => !members.Any(member => IsIn(field, member))).Select(field => Sentence(field, ""))];

    private static bool IsIn(ProblemField field, string member) =>
        field.Pointer == member || field.Pointer.StartsWith($"{member}/", StringComparison.Ordinal);

    private static string Sentence(ProblemField field, string member)
    {
        var place = field.Pointer[member.Length..].TrimStart('/');
        return place.Length == 0 ? FieldWords.Sentence(field) : FieldWords.Sentence($"{place}: {field.Detail}");
    }
}
