using System.Text.Json;

namespace Webhooks.Benchmarks.Reports;

/// <summary>
/// The report for programs: <c>{"scenario","metrics","limits","ratios","machine"}</c>, or an array of these for several scenarios.
/// </summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static async Task WriteAsync(FileInfo file, object? reports, CancellationToken cancellationToken)
    {
        var json = reports switch
        {
            Report report => JsonSerializer.Serialize(Shape(report), Options),
            IEnumerable<Report> several => JsonSerializer.Serialize(several.Select(Shape), Options),
            _ => null,
        };
        if (json is not null)
        {
            await File.WriteAllTextAsync(file.FullName, json + "\n", cancellationToken);
        }
    }

    private static object Shape(Report report) => new
    {
        report.Scenario,
        Metrics = Rounded(report.Findings.Metrics),
        Limits = Rounded(report.Findings.Limits),
        Ratios = Rounded(report.Findings.Ratios),
        report.Findings.Notes,
        TookSeconds = Math.Round(report.Took.TotalSeconds),
        report.Machine,
    };

    /// <summary>Four digits behind the point say more than any measurement knows. JSON has no NaN: null instead.</summary>
    private static Dictionary<string, double?> Rounded(Dictionary<string, double> values) =>
        values.ToDictionary(entry => entry.Key, entry => double.IsFinite(entry.Value) ? Math.Round(entry.Value, 4) : (double?)null);
}
