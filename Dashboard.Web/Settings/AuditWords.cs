using System.Text.RegularExpressions;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>Says in words what an audit record says in names.</summary>
internal static partial class AuditWords
{
    /// <summary>The operations one looks for most, by their names in the OpenAPI document.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        "SignIn", "SignInWithSecondFactor", "SignOut", "AcceptInvitation", "ChangePassword", "ConfirmSecondFactor", "RemoveSecondFactor",
        "RemoveMemberSecondFactor", "UseApiKey", "CreateApiKey", "RevokeApiKey", "InviteMember", "ChangeMember",
        "RemoveMember", "SetProjectMember", "RemoveProjectMember", "CreateProject", "CreateAgent", "UpdateAgent", "DeleteAgent",
        "GetAgentSecrets",
        "CreateWebhookDestination", "UpdateWebhookDestination", "DeleteWebhookDestination", "GetWebhookDestinationSecret",
        "RotateWebhookDestinationSecret", "ResendDelivery", "CancelDelivery", "CreateTrigger", "UpdateTrigger", "DeleteTrigger",
        "WarnOfDisabling", "DisableWebhookDestination", "DisableAgentRunUrl",
    ];

    /// <summary>Such as <c>Create webhook destination</c> for <c>CreateWebhookDestination</c>.</summary>
    public static string OfAction(string action)
    {
        var words = Border().Replace(action, " ");
        return words.Length == 0 ? "" : words[0] + words[1..].ToLowerInvariant().Replace("api key", "API key", StringComparison.Ordinal);
    }

    /// <summary>Such as <c>refused (403)</c>.</summary>
    public static string OfOutcome(AuditRecordResponse record) => record switch
    {
        { Outcome: "succeeded" } => "succeeded",
        { Outcome: "begun" } => "started, result unknown",
        { StatusCode: { } status } => $"{record.Outcome} ({status})",
        _ => record.Outcome,
    };

    /// <summary>Class of the badge of an outcome.</summary>
    public static string KindOf(string outcome) => outcome switch
    {
        "succeeded" => "good",
        "failed" => "bad",
        "refused" => "wait",
        _ => "plain",
    };

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Border();
}
