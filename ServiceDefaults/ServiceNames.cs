namespace Webhooks.ServiceDefaults;

/// <summary>Names that configuration, the AppHost and the processes share.</summary>
public static class ServiceNames
{
    /// <summary>Connection string of PostgreSQL.</summary>
    public const string Database = "hooksdb";

    /// <summary>Connection string of Redis; absent = Redis is not used.</summary>
    public const string Cache = "cache";
}
