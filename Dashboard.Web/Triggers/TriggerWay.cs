
namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>The ways of a trigger to authenticate its callers, as users choose them.</summary>
internal static class TriggerWay
{
    /// <summary>Signed as in Standard Webhooks.</summary>
    public const string Standard = "standard-webhooks";

    /// <summary>Signed in a way that is described.</summary>
    public const string Custom = "custom";

    /// <summary>Header values only.</summary>
    public const string Headers = "headers";

    /// <summary>Open: anyone who knows the URL.</summary>
    public const string Open = "open";

    /// <summary>All of them, with what people read.</summary>
    public static IReadOnlyList<(string Way, string Text)> All { get; } =
    [
        (Standard, "Signed: Standard Webhooks"),
        ("github", "Signed: GitHub"),
        ("slack", "Signed: Slack"),
        ("stripe", "Signed: Stripe"),
        ("zendesk", "Signed: Zendesk"),
        (Custom, "Signed: custom"),
        (Headers, "Header values only, no signature"),
        (Open, "None (anyone with the URL)"),
    ];

    /// <summary>Whether a way demands a signature.</summary>
    public static bool IsSigned(string way) => way is not (Headers or Open);

    /// <summary>Whether the sender issues the secret, so that none can be generated here.</summary>
    public static bool IssuesSecret(string way) => way is "slack" or "stripe" or "zendesk";

    /// <summary>Whether the time is signed, so that old requests can be refused.</summary>
    public static bool SignsTime(string way) => IsSigned(way) && way != "github";

    /// <summary>Instructions for the sender's side.</summary>
    public static string Help(string way) => way switch
    {
        Standard => "For senders that follow standardwebhooks.com, and for your own programs. Leave the secret blank to generate one.",
        "github" =>
            "In the settings of the repository or organisation, under Webhooks, enter the URL, the content type application/json and the "
            + "same secret. Leave the secret blank here to generate one.",
        "slack" => "The signing secret is on the page of your Slack app, under Basic Information.",
        "stripe" => "The signing secret (whsec_…) is on the page of the endpoint in Stripe's dashboard, once it is created with the URL of this trigger.",
        "zendesk" => "The signing secret is on the page of the webhook in Zendesk's Admin Center.",
        Custom => "For any sender that sends an HMAC over parts of the request in a header.",
        Headers => "The sender sends values that you choose, such as an API key. Anyone who sees one request can forge others.",
        _ => "Choose this only for senders that support nothing else.",
    };

    /// <summary>The way of a stored trigger.</summary>
    public static string Of(Contracts.TriggerResponse trigger) =>
        trigger.Authentication.Open ? Open
        : trigger.SignatureVerification is not { } signature ? Headers
        : signature.Custom is not null ? Custom
        : signature.Preset ?? Standard;

    /// <summary>The text of a stored trigger's way to authenticate.</summary>
    public static string TextOf(Contracts.TriggerResponse trigger)
    {
        var way = Of(trigger);
        return All.First(choice => choice.Way == way).Text;
    }
}
