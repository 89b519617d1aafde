namespace Webhooks.Core.Database;

/// <summary>What the first start makes, and what a request means that names nothing else.</summary>
public static class FirstTenant
{
    /// <summary>The id of the first tenant and of its first project.</summary>
    public const string Id = "default";
}
