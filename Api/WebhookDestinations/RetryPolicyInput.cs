using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>
/// Reads the retry policy of a destination: an object with the name of one, or with <c>custom</c> and its waits. The name alone and the
/// list of waits alone are older forms.
/// </summary>
internal static class RetryPolicyInput
{
    private const string Member = "retryPolicy";
    private const string Name = "name";
    private const string Waits = "waitSeconds";

    /// <summary>The storage form; null = absent or wrong, which is noted.</summary>
    public static string? Read(JsonInput input)
    {
        if (input.TryGet(Member, required: false, out var older) && ReadOlder(older, input) is { } policyOfOlder)
        {
            return policyOfOlder;
        }

        if (older.ValueKind is JsonValueKind.Array || input.Object(Member) is not { } json)
        {
            return null;
        }

        var policy = input.InnerOf(Member, json);
        var name = policy.Text(Name, required: true);
        if (name == RetryPolicySetting.CustomName)
        {
            return policy.TryGet(Waits, required: true, out var waits) ? ReadWaits(waits, policy.PointerTo(Waits), policy.Errors) : null;
        }

        if (name is not null && policy.Has(Waits))
        {
            policy.Errors.Add(policy.PointerTo(Waits), $"must be left out: {name} has waits of its own");
        }

        return name;
    }

    private static string? ReadOlder(JsonElement value, JsonInput input) => value.ValueKind switch
    {
        JsonValueKind.String =>
            RetryPolicySetting.All.FirstOrDefault(name => name != RetryPolicySetting.CustomName && value.ValueEquals(name)),
        JsonValueKind.Array => ReadWaits(value, input.PointerTo(Member), input.Errors),
        _ => null,
    };

    private static string? ReadWaits(JsonElement value, string pointer, InputErrors errors)
    {
        var isList = value.ValueKind is JsonValueKind.Array
            && value.EnumerateArray().All(wait => wait.ValueKind is JsonValueKind.Number && wait.TryGetInt32(out _));
        if (!isList)
        {
            errors.Add(pointer, "must be a list of waits in whole seconds");
            return null;
        }

        var waits = RetryWaits.Custom([.. value.EnumerateArray().Select(wait => TimeSpan.FromSeconds(wait.GetInt32()))]);
        if (!waits.IsValid)
        {
            errors.Add(pointer, waits.Error);
        }

        return waits.Value?.ToString();
    }
}
