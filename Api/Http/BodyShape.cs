using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Webhooks.Contracts;

namespace Webhooks.Api.Http;

/// <summary>
/// The members a JSON object may have, and which of them may be null, as its contract declares them: the OpenAPI document says the same. A
/// member that is not known is refused and not ignored, because a misspelled restriction would be none. Members with the caller's
/// own JSON (payloads, schemas, headers) are not checked inside.
/// </summary>
internal sealed class BodyShape
{
    /// <summary>A body with more faults than this is answered with the first of them.</summary>
    private const int MostFindings = 20;

    private readonly Member[] members;
    private readonly bool isOpen;

    private BodyShape(Member[] members, bool isOpen)
    {
        this.members = members;
        this.isOpen = isOpen;
        Names = [.. members.Where(member => !member.IsReadBack).Select(member => member.Name)];
    }

    /// <summary>The members that can be set.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The rule of a member beyond its type; null = there is no such member.</summary>
    public FieldRule? RuleOf(string member) => Find(member)?.Rule;

    /// <summary>The contract of a member's value, or of each item of it; null when it has none.</summary>
    public BodyShape? InnerOf(string member) => Find(member)?.Inner;

    /// <summary>The shape of a contract.</summary>
    /// <param name="contract">The contract that is sent.</param>
    /// <param name="answer">
    /// How the resource is shown, for a change of it: members that only the answer has may be sent back and set nothing; null = they are
    /// refused.
    /// </param>
    public static BodyShape Of(Type contract, Type? answer = null)
    {
        var sent = WebhooksJson.Options.GetTypeInfo(contract).Properties;
        IList<JsonPropertyInfo> shown = answer is null ? [] : WebhooksJson.Options.GetTypeInfo(answer).Properties;
        var members = sent.Select(member => MemberOf(member, shown.FirstOrDefault(other => other.Name == member.Name)?.PropertyType));
        var readBack = shown.Where(member => sent.All(other => other.Name != member.Name))
            .Select(
                member => new Member(
                    member.Name, Encoding.UTF8.GetBytes(member.Name), MayBeNull: true, Inner: null, IsReadBack: true, Rule: null));
        return new BodyShape([.. members, .. readBack], sent.Any(member => member.IsExtensionData));
    }

    /// <summary>The same members, whatever is in them.</summary>
    public BodyShape WithoutInner() => new([.. members.Select(member => member with { Inner = null })], isOpen);

    /// <summary>Whether a member may be null: its type says so, and nothing says otherwise.</summary>
    public static bool MayBeNull(JsonPropertyInfo member)
    {
        if (member.AttributeProvider is not PropertyInfo property || property.IsDefined(typeof(NeverNullAttribute)))
        {
            return false;
        }

        var nullability = new NullabilityInfoContext().Create(property);
        var ofValue = IsOptional(property.PropertyType) ? nullability.GenericTypeArguments[0] : nullability;
        return ofValue.WriteState is NullabilityState.Nullable;
    }

    /// <summary>Whether the type is a member of an update that may be left out.</summary>
    public static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    /// <summary>Notes members that are not known, and nulls where none may be.</summary>
    /// <param name="json">The object.</param>
    /// <param name="path">Its pointer.</param>
    /// <param name="errors">Where they are noted.</param>
    /// <param name="isTolerant">
    /// Whether an unknown member of the object itself is ignored with a warning; further in it is an error.
    /// </param>
    public void Check(JsonElement json, string path, InputErrors errors, bool isTolerant = false)
    {
        if (isOpen)
        {
            return;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (errors.Count >= MostFindings)
            {
                return;
            }

            if (Find(property) is not { } member)
            {
                NoteUnknown(property.Name, path, errors, isTolerant);
            }
            else if (property.Value.ValueKind is JsonValueKind.Null)
            {
                if (!member.MayBeNull)
                {
                    errors.Add($"{path}/{member.Name}", JsonInput.NotNull);
                }
            }
            else
            {
                member.Inner?.CheckValue(property.Value, $"{path}/{member.Name}", errors);
            }
        }
    }

    private void CheckValue(JsonElement value, string path, InputErrors errors)
    {
        if (value.ValueKind is JsonValueKind.Object)
        {
            Check(value, path, errors);
        }
        else if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                if (item.ValueKind is JsonValueKind.Object)
                {
                    Check(item, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}/{index}"), errors);
                }
            }
        }
    }

    private void NoteUnknown(string name, string path, InputErrors errors, bool isTolerant)
    {
        if (isTolerant && !errors.MayWarn)
        {
            return;
        }

        var (pointer, detail) = ($"{path}/{JsonInput.Escape(name)}", NearMiss.Describe(name, "member", Names));
        if (isTolerant)
        {
            errors.Warn(pointer, $"was ignored: it {detail}");
        }
        else
        {
            errors.Add(pointer, detail);
        }
    }

    private Member? Find(JsonProperty property)
    {
        foreach (var member in members)
        {
            if (property.NameEquals(member.Utf8))
            {
                return member;
            }
        }

        return null;
    }

    private Member? Find(string name)
    {
        foreach (var member in members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    private static Member MemberOf(JsonPropertyInfo member, Type? shown) => new(
        member.Name,
        Encoding.UTF8.GetBytes(member.Name),
        MayBeNull(member),
        InnerOf(member.PropertyType, shown),
        IsReadBack: false,
        member.AttributeProvider is PropertyInfo property ? FieldRule.Of(property) : null);

    /// <summary>The shape of a member's value, or of each item of it; null when it has none.</summary>
    private static BodyShape? InnerOf(Type type, Type? shown)
    {
        var (info, shownInfo) = (InfoOf(type), shown is null ? null : InfoOf(shown));
        return info switch
        {
            { Kind: JsonTypeInfoKind.Object } => Of(info.Type, shownInfo is { Kind: JsonTypeInfoKind.Object } ? shownInfo.Type : null),
            { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } => InnerOf(item, shownInfo?.ElementType),
            _ => null,
        };
    }

    private static JsonTypeInfo InfoOf(Type type)
    {
        var bare = IsOptional(type) ? type.GetGenericArguments()[0] : type;
        return WebhooksJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(bare) ?? bare);
    }

    private sealed record Member(string Name, byte[] Utf8, bool MayBeNull, BodyShape? Inner, bool IsReadBack, FieldRule? Rule);
}
