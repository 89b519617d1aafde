using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>
/// The members of a trigger in a request, checked. For PATCH a member that was left out stays as it is; null clears description,
/// inputSchema, messageTemplate and signatureVerification and is refused elsewhere.
/// </summary>
internal sealed partial class TriggerInput
{
    private readonly JsonInput input;

    private TriggerInput(JsonInput input, bool create)
    {
        this.input = input;
        Id = create ? input.ReadId() : null;
        Name = input.Text("name", required: create);
        Description = input.Text("description");
        Enabled = input.Flag("enabled");
        InputSchema = ReadSchema();
        MessageTemplate = ReadTemplate();
        RateLimitPerMinute = input.Number("rateLimitPerMinute");
        BodyLimitBytes = input.Number("bodyLimitBytes");
        PlainTextIsJson = input.Flag("plainTextIsJson");
        RunAsUserIds = input.Texts("runAsUserIds");
        DispatchDelayMs = input.Number("dispatchDelayMs");
        var errorsBefore = input.Errors.Count;
        ReadAuthentication();
        ReadSignature();
        authenticationIsRead = input.Errors.Count == errorsBefore;
    }

    public string? Id { get; }

    public string? Name { get; }

    public string? Description { get; }

    public bool? Enabled { get; }

    public string? InputSchema { get; }

    public string? MessageTemplate { get; }

    public int? RateLimitPerMinute { get; }

    public int? BodyLimitBytes { get; }

    public bool? PlainTextIsJson { get; }

    public List<string>? RunAsUserIds { get; }

    public int? DispatchDelayMs { get; }

    /// <summary>
    /// The errors found so far: shape and values from the beginning, the ways to authenticate once they were applied.
    /// </summary>
    public Problem? Problem => input.Problem;

    public static TriggerInput ForCreate(JsonBody body) => new(body.Read(), create: true);

    public static TriggerInput ForUpdate(JsonBody body, string triggerId)
    {
        var change = new TriggerInput(body.Read(), create: false);
        if (change.input.TryGet("id", required: false, out var id) && change.input.TextOf(id, "/id") is { } text && text != triggerId)
        {
            change.input.Errors.Add("/id", "cannot be changed; leave it out, or send it as it was read last");
        }

        return change;
    }

    /// <summary>Notes what is wrong with users it names.</summary>
    public void Add(IReadOnlyList<ProblemField> faults)
    {
        foreach (var fault in faults)
        {
            input.Errors.Add(fault.Pointer, fault.Detail);
        }
    }

    /// <summary>Sets what the request sets and could be read, but for the ways to authenticate.</summary>
    public void ApplyTo(Trigger trigger)
    {
        trigger.Name = Name ?? trigger.Name;
        trigger.Description = input.Has("description") ? Description : trigger.Description;
        trigger.Enabled = Enabled ?? trigger.Enabled;
        trigger.InputSchema = input.Has("inputSchema") ? InputSchema : trigger.InputSchema;
        trigger.MessageTemplate = input.Has("messageTemplate") ? MessageTemplate : trigger.MessageTemplate;
        trigger.RateLimitPerMinute = RateLimitPerMinute ?? trigger.RateLimitPerMinute;
        trigger.BodyLimitBytes = BodyLimitBytes ?? trigger.BodyLimitBytes;
        trigger.PlainTextIsJson = PlainTextIsJson ?? trigger.PlainTextIsJson;
        trigger.RunAsUserIds = RunAsUserIds ?? trigger.RunAsUserIds;
        trigger.DispatchDelayMs = DispatchDelayMs ?? trigger.DispatchDelayMs;
    }

    private string? ReadSchema()
    {
        if (!input.TryGet("inputSchema", required: false, out var json))
        {
            return null;
        }

        var compiled = PayloadSchema.Compile(json);
        foreach (var error in compiled.Errors)
        {
            input.Errors.Add($"/inputSchema{error.Pointer}", error.Detail);
        }

        return compiled.IsValid ? JsonSerializer.Serialize(json, WebhooksJson.Options) : null;
    }

    private string? ReadTemplate()
    {
        if (input.Text("messageTemplate") is not { } text)
        {
            return null;
        }

        var template = TriggerTemplate.Parse(text);
        if (!template.IsValid)
        {
            input.Errors.Add("/messageTemplate", template.Error);
        }

        return template.IsValid ? text : null;
    }
}
