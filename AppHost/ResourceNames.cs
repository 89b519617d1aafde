using Webhooks.ServiceDefaults;

namespace Webhooks.AppHost;

/// <summary>Names of the resources of the application model: what the Aspire dashboard shows, and what tests look them up by.</summary>
public static class ResourceNames
{
    public const string Postgres = "postgres";

    /// <summary>The database; its name is that of the connection string.</summary>
    public const string Database = ServiceNames.Database;

    /// <summary>Redis; its name is that of the connection string.</summary>
    public const string Cache = ServiceNames.Cache;

    /// <summary>The Redis of this machine, without a container engine; <see cref="Cache"/> is the connection string then.</summary>
    public const string LocalRedis = "redis";

    public const string Migrations = "migrations";
    public const string Api = "api";
    public const string Worker = "worker";
    public const string Dashboard = "dashboard";

    /// <summary>The sample receiver; not published.</summary>
    public const string Receiver = "receiver";

    /// <summary>The parameter that becomes the first admin key.</summary>
    public const string AdminKey = "admin-key";

    public const string PostgresPassword = "postgres-password";

    /// <summary>The parameter with the password for the mail server, where one is configured.</summary>
    public const string MailPassword = "mail-password";

    /// <summary>The parameter with the client secret of the provider of single sign-on, where one is configured.</summary>
    public const string SingleSignOnSecret = "single-sign-on-secret";

    /// <summary>The command of <see cref="Receiver"/> that publishes an event to it.</summary>
    public const string PublishSampleEvent = "publish-sample-event";

    /// <summary>The endpoint of every process.</summary>
    public const string Http = "http";
}
