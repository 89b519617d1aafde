using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Webhooks.Api.Access;
using Webhooks.Core.Database;

namespace Webhooks.Api.OpenApi;

/// <summary>The permission an operation demands of its caller, as it stands in the document and in docs/permissions.md.</summary>
internal static class PermissionDocumentation
{
    public const string Extension = "x-permission";

    public static JsonNodeExtension Of(AccessRule rule) => new(new JsonObject
    {
        ["needs"] = NeedOf(rule),
        ["where"] = rule.Reach switch
        {
            Reach.Service => "service",
            Reach.Tenant => "tenant",
            Reach.Project or Reach.KeyProject => "project",
            Reach.Trigger => "trigger",
            Reach.OwnSession => "own account",
            Reach.Caller => "what the caller sees",
            _ => "anywhere",
        },
        ["roles"] = new JsonArray([.. RolesOf(rule).Select(role => JsonValue.Create(RoleNames.ToText(role)))]),
    });

    private static string NeedOf(AccessRule rule) => rule.Reach switch
    {
        Reach.Anyone => "nothing",
        Reach.Trigger => "the trigger's credentials",
        Reach.OwnSession => "a session",
        Reach.Caller => "a key or session",
        _ => rule.Permission switch
        {
            Permission.Read => "read",
            Permission.Write => "write",
            Permission.Publish => "publish",
            _ => "administer",
        },
    };

    private static IEnumerable<Role> RolesOf(AccessRule rule) =>
        rule.Reach is Reach.Anyone or Reach.Trigger or Reach.OwnSession or Reach.Caller
            ? []
            : Enum.GetValues<Role>().Where(role => role.Allows(rule.Permission));
}
