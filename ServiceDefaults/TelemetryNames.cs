namespace Webhooks.ServiceDefaults;

/// <summary>What is exported; the same in both package sets. <c>Webhooks</c> is the service's own (docs/telemetry.md).</summary>
internal static class TelemetryNames
{
    public static readonly string[] Sources = ["Webhooks", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    /// <summary>Without the meter of System.Net.Http, which tags by host: one series per destination.</summary>
    public static readonly string[] Meters =
        ["Webhooks", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime"];
}
