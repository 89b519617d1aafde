using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>A trigger while it is typed in.</summary>
public sealed class TriggerDraft
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The agent it starts.</summary>
    public string AgentId { get; set; } = "";

    /// <summary>Its identifier; empty = generated.</summary>
    public string Id { get; set; } = "";

    /// <summary>Name shown to people.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its purpose.</summary>
    public string Description { get; set; } = "";

    /// <summary>Whether it starts the agent.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The first message.</summary>
    public string MessageTemplate { get; set; } = "";

    /// <summary>JSON Schema of the payload.</summary>
    public string InputSchema { get; set; } = "";

    /// <summary>How it authenticates its callers: one of the ways to choose.</summary>
    public string Way { get; set; } = TriggerWay.Standard;

    /// <summary>The shared secret; empty = the stored one, or a generated one.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Seconds the signed time may be from now.</summary>
    public int? ToleranceSeconds { get; set; }

    /// <summary>Hash of a custom signature.</summary>
    public string Algorithm { get; set; } = "sha256";

    /// <summary>Encoding of a custom signature.</summary>
    public string Encoding { get; set; } = "hex";

    /// <summary>Header of a custom signature.</summary>
    public string SignatureHeader { get; set; } = "";

    /// <summary>Text before a custom signature in its header.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Text between the parts of a custom signature.</summary>
    public string Separator { get; set; } = "";

    /// <summary>Header with the time of a custom signature.</summary>
    public string TimestampHeader { get; set; } = "";

    /// <summary>Parts of a custom signature, in order.</summary>
    public List<ComponentDraft> Components { get; } = [new ComponentDraft()];

    /// <summary>The headers it demands.</summary>
    public List<HeaderValueDraft> Headers { get; } = [];

    /// <summary>Invocations a minute.</summary>
    public int? RateLimitPerMinute { get; set; }

    /// <summary>Bytes of a payload.</summary>
    public int? BodyLimitBytes { get; set; }

    /// <summary>Whether a body of type text/plain is read as JSON.</summary>
    public bool PlainTextIsJson { get; set; }

    /// <summary>Ids of the users the agent acts for, one on each line.</summary>
    public string RunAsUserIds { get; set; } = "";

    /// <summary>How much later each user's run is due.</summary>
    public int? DispatchDelayMs { get; set; }

    /// <summary>A stored trigger, to change it.</summary>
    public static TriggerDraft Of(TriggerResponse trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        var draft = new TriggerDraft
        {
            AgentId = trigger.AgentId,
            Id = trigger.Id,
            Name = trigger.Name,
            Description = trigger.Description ?? "",
            Enabled = trigger.Enabled,
            MessageTemplate = trigger.MessageTemplate ?? "",
            InputSchema = trigger.InputSchema is { } schema ? JsonSerializer.Serialize(schema, Indented) : "",
            Way = TriggerWay.Of(trigger),
            ToleranceSeconds = trigger.SignatureVerification?.ToleranceSeconds,
            RateLimitPerMinute = trigger.RateLimitPerMinute,
            BodyLimitBytes = trigger.BodyLimitBytes,
            PlainTextIsJson = trigger.PlainTextIsJson,
            RunAsUserIds = string.Join('\n', trigger.RunAsUserIds),
            DispatchDelayMs = trigger.DispatchDelayMs,
        };
        draft.Headers.AddRange(trigger.Authentication.Headers.Select(header =>
            new HeaderValueDraft
            {
                Row = $"stored-{header.Name}",
                Name = header.Name,
                StoredPrefix = header.ValuePrefix,
                IsStored = true,
            }));
        draft.TakeCustom(trigger.SignatureVerification?.Custom);
        return draft;
    }

    /// <summary>Finds values that cannot be sent at all. The Api checks everything else, and says so at once.</summary>
    public IReadOnlyList<ProblemField> Check()
    {
        List<ProblemField> problems = [];
        if (string.IsNullOrWhiteSpace(AgentId))
        {
            problems.Add(new("/agentId", "select the agent to start"));
        }

        if (ReadSchema(out _) is { } fault)
        {
            problems.Add(new("/inputSchema", fault));
        }

        if (Way == TriggerWay.Headers && Headers.Count == 0)
        {
            problems.Add(new("/authentication/headers", "add at least one header"));
        }

        return problems;
    }

    /// <summary>The request that creates it.</summary>
    public CreateTriggerRequest ToCreate() => new(Name.Trim())
    {
        Id = Text(Id),
        Description = Text(Description),
        Enabled = Enabled,
        InputSchema = Schema(),
        MessageTemplate = Text(MessageTemplate),
        Authentication = Way == TriggerWay.Open || Headers.Count > 0 ? Authentication() : null,
        SignatureVerification = Signature(),
        RateLimitPerMinute = RateLimitPerMinute,
        BodyLimitBytes = BodyLimitBytes,
        PlainTextIsJson = PlainTextIsJson ? true : null,
        RunAsUserIds = Users(),
        DispatchDelayMs = DispatchDelayMs,
    };

    /// <summary>The request that changes it.</summary>
    public UpdateTriggerRequest ToUpdate() => new()
    {
        Name = Name.Trim(),
        Description = Text(Description),
        Enabled = Enabled,
        InputSchema = Schema(),
        MessageTemplate = Text(MessageTemplate),
        Authentication = Authentication(),
        SignatureVerification = Way == TriggerWay.Open ? default(Optional<SignatureVerificationSetting?>) : Signature(),
        RateLimitPerMinute = RateLimitPerMinute is { } rate ? rate : default(Optional<int>),
        BodyLimitBytes = BodyLimitBytes is { } bytes ? bytes : default(Optional<int>),
        PlainTextIsJson = PlainTextIsJson,
        RunAsUserIds = new Optional<IReadOnlyList<string>>(Users()),
        DispatchDelayMs = DispatchDelayMs ?? 0,
    };

    private SetTriggerAuthentication Authentication() => Way == TriggerWay.Open
        ? new SetTriggerAuthentication { Open = true }
        : new SetTriggerAuthentication
        {
            Headers = [.. Headers.Select(header => new SetTriggerHeader(header.Name.Trim(), Text(header.Value)))],
        };

    private SignatureVerificationSetting? Signature()
    {
        if (!TriggerWay.IsSigned(Way))
        {
            return null;
        }

        var secret = Secret.Length == 0 ? null : Secret;
        return Way == TriggerWay.Custom
            ? new SignatureVerificationSetting { Custom = Custom(), Secret = secret }
            : new SignatureVerificationSetting
            {
                Preset = Way,
                ToleranceSeconds = TriggerWay.SignsTime(Way) ? ToleranceSeconds : null,
                Secret = secret,
            };
    }

    private CustomSignature Custom() => new()
    {
        Algorithm = Algorithm,
        Encoding = Encoding,
        Header = SignatureHeader.Trim(),
        Prefix = Prefix.Length == 0 ? null : Prefix,
        Separator = Separator.Length == 0 ? null : Separator,
        TimestampHeader = Text(TimestampHeader),
        ToleranceSeconds = Text(TimestampHeader) is null ? null : ToleranceSeconds,
        Components =
        [
            .. Components.Select(part => part.Source switch
            {
                "header" => new SignedComponent("header", Name: part.Text.Trim()),
                "literal" => new SignedComponent("literal", Value: part.Text),
                _ => new SignedComponent("body"),
            }),
        ],
    };

    private void TakeCustom(CustomSignature? custom)
    {
        if (custom is null)
        {
            return;
        }

        (Algorithm, Encoding, SignatureHeader) = (custom.Algorithm, custom.Encoding, custom.Header);
        (Prefix, Separator, TimestampHeader) = (custom.Prefix ?? "", custom.Separator ?? "", custom.TimestampHeader ?? "");
        ToleranceSeconds = custom.ToleranceSeconds;
        Components.Clear();
        Components.AddRange(custom.Components.Select((part, index) =>
            new ComponentDraft { Row = $"stored-{index}", Source = part.Source, Text = part.Name ?? part.Value ?? "" }));
    }

    private JsonElement? Schema() => ReadSchema(out var schema) is null ? schema : null;

    private string? ReadSchema(out JsonElement? schema)
    {
        schema = null;
        if (string.IsNullOrWhiteSpace(InputSchema))
        {
            return null;
        }

        try
        {
            schema = JsonSerializer.Deserialize<JsonElement>(InputSchema);
            return null;
        }
        catch (JsonException fault)
        {
            return $"is not valid JSON: check line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}";
        }
    }

    private string[] Users() => RunAsUserIds.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A part of what is signed, while it is typed in.</summary>
public sealed class ComponentDraft
{
    /// <summary>Names its row while rows come and go: <c>new-1</c>, or <c>stored-0</c> for the first stored one.</summary>
    public string Row { get; init; } = "stored-0";

    /// <summary>body, header or literal.</summary>
    public string Source { get; set; } = "body";

    /// <summary>Name of the header, or the literal text.</summary>
    public string Text { get; set; } = "";
}

/// <summary>A header that a trigger demands, while it is typed in.</summary>
public sealed class HeaderValueDraft
{
    /// <summary>Names its row while rows come and go: <c>new-1</c>, or <c>stored-</c> and the name it is stored by.</summary>
    public string Row { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its value; empty = the stored one.</summary>
    public string Value { get; set; } = "";

    /// <summary>Beginning of the stored value; null = nothing is stored, or nothing of it is shown.</summary>
    public string? StoredPrefix { get; init; }

    /// <summary>Whether a value is stored.</summary>
    public bool IsStored { get; init; }
}
