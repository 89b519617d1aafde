using System.Globalization;
using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Sending;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <content>The ways to authenticate calls of a trigger: headers, signatures, or none (open).</content>
internal sealed partial class TriggerInput
{
    private const int MaximumHeaders = SetTriggerAuthentication.MaximumHeaders;
    private const string Signature = "/signatureVerification";

    /// <summary>Presets whose secret the sender issues, so that none can be generated.</summary>
    private static readonly string[] IssuedBySender = [SignaturePresets.Slack, SignaturePresets.Stripe, SignaturePresets.Zendesk];

    private readonly bool authenticationIsRead;
    private bool? open;
    private List<(int Index, string Name, string? Value)>? headers;
    private SignatureRule? signature;
    private string? secret;
    private bool secretIsUnreadable;

    /// <summary>
    /// Sets the ways to authenticate, so that a trigger is only ever open because a request said so, and notes what is wrong with them:
    /// they depend on what is stored.
    /// </summary>
    /// <param name="trigger">The trigger, new or as it is stored.</param>
    /// <param name="secrecy">Encrypts the secret.</param>
    /// <returns>The secret that was generated, to be shown this once; null = none was.</returns>
    public string? ApplyAuthenticationTo(Trigger trigger, TriggerSecrecy secrecy)
    {
        var isNew = trigger.TriggerNo == 0;
        if (open is true)
        {
            (trigger.Open, trigger.HeaderCredentials, trigger.SignatureVerification, trigger.ProtectedSecret) = (true, null, null, null);
            return null;
        }

        if (headers is not null)
        {
            trigger.HeaderCredentials = TriggerCredentials.Store(Resolve(trigger, headers));
        }

        string? generated = null;
        if (signature is not null || (isNew && trigger.HeaderCredentials is null && !input.Has("signatureVerification")))
        {
            generated = ApplySignature(trigger, secrecy);
        }
        else if (input.IsNull("signatureVerification"))
        {
            (trigger.SignatureVerification, trigger.ProtectedSecret) = (null, null);
        }

        var authenticates = trigger.HeaderCredentials is not null || trigger.SignatureVerification is not null;
        trigger.Open = trigger.Open && open is null && !authenticates;
        if (!authenticates && !trigger.Open && authenticationIsRead)
        {
            input.Errors.Add("/authentication", "would be none; demand a header or a signature, or say {\"open\":true}");
        }

        return generated;
    }

    private string? ApplySignature(Trigger trigger, TriggerSecrecy secrecy)
    {
        var before = trigger.SignatureVerification is null ? null : trigger.ProtectedSecret;
        trigger.SignatureVerification = (signature ?? StandardWebhooks()).ToJson().ToJsonString();
        if (secret is not null)
        {
            trigger.ProtectedSecret = secrecy.Protect(secret);
            return null;
        }

        if (before is not null || secretIsUnreadable)
        {
            return null;
        }

        if (IssuedBySender.Contains(signature?.Preset))
        {
            input.Errors.Add($"{Signature}/secret", $"is required; {signature?.Preset} issues it");
            return null;
        }

        var generated = SigningSecret.Generate().Reveal();
        trigger.ProtectedSecret = secrecy.Protect(generated);
        return generated;
    }

    private static SignatureRule StandardWebhooks()
    {
        using var json = JsonDocument.Parse("""{"preset":"standard-webhooks"}""");
        return SignatureRule.Parse(json.RootElement).Verification!; // The preset exists.
    }

    private List<HeaderCredential> Resolve(Trigger trigger, List<(int Index, string Name, string? Value)> wanted)
    {
        var stored = TriggerCredentials.HeadersOf(trigger).ToDictionary(header => header.Name, StringComparer.OrdinalIgnoreCase);
        var resolved = new List<HeaderCredential>();
        foreach (var (index, name, value) in wanted)
        {
            if (value is not null)
            {
                resolved.Add(HeaderCredential.Create(name, value));
            }
            else if (stored.TryGetValue(name, out var kept))
            {
                resolved.Add(kept);
            }
            else
            {
                input.Errors.Add(
                    string.Create(CultureInfo.InvariantCulture, $"/authentication/headers/{index}/value"),
                    "is required; there is no stored value of that name");
            }
        }

        return resolved;
    }

    private void ReadAuthentication()
    {
        if (input.Object("authentication") is not { } json)
        {
            return;
        }

        var authentication = input.InnerOf("authentication", json);
        open = authentication.Flag("open");
        var sets = authentication.TryGet("headers", required: false, out var items);
        if (sets)
        {
            headers = ReadHeaders(authentication, items);
        }

        if (open is true && (headers is { Count: > 0 } || (input.Has("signatureVerification") && !input.IsNull("signatureVerification"))))
        {
            input.Errors.Add("/authentication/open", "is true, so that neither headers nor a signature can be demanded");
        }
    }

    private List<(int Index, string Name, string? Value)>? ReadHeaders(JsonInput authentication, JsonElement items)
    {
        if (items.ValueKind is not JsonValueKind.Array || items.GetArrayLength() > MaximumHeaders)
        {
            input.Errors.Add("/authentication/headers", $"must be an array of at most {MaximumHeaders} headers");
            return null;
        }

        var read = new List<(int Index, string Name, string? Value)>();
        foreach (var (index, item) in items.EnumerateArray().Index())
        {
            var header = authentication.ItemOf("headers", index, item);
            if (item.ValueKind is not JsonValueKind.Object)
            {
                input.Errors.Add(header.Path, "must be an object");
                continue;
            }

            var (name, value) = (header.Text("name", required: true), header.Text("value"));
            if (name is not null && CustomHeaders.FaultOfName(name) is { } fault)
            {
                input.Errors.Add(header.PointerTo("name"), fault);
            }
            else if (value is not null && CustomHeaders.FaultOfValue(value) is { } valueFault)
            {
                input.Errors.Add(header.PointerTo("value"), valueFault);
            }
            else if (name is not null && read.Exists(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                input.Errors.Add(header.PointerTo("name"), "is there twice; header names do not differ by case");
            }
            else if (name is not null)
            {
                read.Add((index, name, value));
            }
        }

        return read;
    }

    private void ReadSignature()
    {
        if (input.Object("signatureVerification") is not { } json)
        {
            return;
        }

        var settings = input.InnerOf("signatureVerification", json);
        secret = settings.Text("secret");
        secretIsUnreadable = secret is null && settings.Has("secret") && !settings.IsNull("secret");
        var parsed = SignatureRule.Parse(json);
        foreach (var error in parsed.Errors)
        {
            input.Errors.Add($"{Signature}{error.Pointer}", error.Detail);
        }

        signature = parsed.Verification;
        if (secret is not null && signature?.FaultOfSecret(secret) is { } fault)
        {
            input.Errors.Add($"{Signature}/secret", fault);
        }
    }
}
