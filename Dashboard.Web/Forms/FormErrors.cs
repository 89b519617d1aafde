using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Forms;

/// <summary>Errors in the fields of a form, by the pointers of the Api.</summary>
/// <param name="Fields">The errors.</param>
public sealed record FormErrors(IReadOnlyList<ProblemField> Fields)
{
    /// <summary>Nothing is wrong.</summary>
    public static FormErrors None { get; } = new([]);

    /// <summary>JSON Pointer to a custom header.</summary>
    public static string PointerOfHeader(string name) =>
        $"/headers/{name.Trim().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The member a JSON Pointer leads to or into, such as <c>eventTypes</c> of <c>/eventTypes/0</c>.</summary>
    public static string MemberOf(string place) => place.TrimStart('/').Split('/')[0];

    /// <summary>Errors in a member or anything in it, as sentences.</summary>
    public IReadOnlyList<string> For(string member) =>
        [.. Fields.Where(field => MemberOf(field.Pointer) == member).Select(FieldWords.Sentence).Distinct()];

    /// <summary>Errors in one custom header.</summary>
    public IReadOnlyList<string> ForHeader(string name) =>
        [.. Fields
            .Where(field => string.Equals(field.Pointer, PointerOfHeader(name), StringComparison.OrdinalIgnoreCase))
            .Select(FieldWords.Sentence)];

    /// <summary>Errors in the headers as a whole.</summary>
    public IReadOnlyList<string> ForAllHeaders() => [.. Fields.Where(field => field.Pointer == "/headers").Select(FieldWords.Sentence)];

    /// <summary>Those of these members only: of fields that the user has visited.</summary>
    public FormErrors Only(IReadOnlySet<string> members) => new([.. Fields.Where(field => members.Contains(MemberOf(field.Pointer)))]);

    /// <summary>Those of members the form has no field for.</summary>
    public IReadOnlyList<string> Except(IEnumerable<string> members) =>
    [
        .. Fields.Where(field => !members.Contains(MemberOf(field.Pointer)))
            .Select(field => $"{field.Pointer.TrimStart('/')} {field.Detail}.".TrimStart()),
    ];
}
