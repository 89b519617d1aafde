using System.Globalization;
using System.Text;

namespace Webhooks.Benchmarks.Reports;

/// <summary>The report for people: the figures, then each bar with its verdict.</summary>
internal static class ReportTable
{
    public static string Of(Report report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Scenario}");
        Append(text, "metrics", report.Findings.Metrics);
        Append(text, "limits", report.Findings.Limits);
        Append(text, "ratios", report.Findings.Ratios);
        foreach (var bar in report.Findings.Bars)
        {
            var sign = bar.AtLeast ? ">=" : "<=";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {(bar.IsMet ? "met" : "MISSED"),-8}{bar.Name} {Number(bar.Value)} {sign} {Number(bar.Limit)}");
        }

        foreach (var note in report.Findings.Notes)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  note    {note}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"  took    {report.Took.TotalSeconds:0} s");
        var machine = report.Machine;
        var load = machine.LoadAverages.Count > 0 ? $", load before {string.Join(' ', machine.LoadAverages.Select(Number))}" : "";
        text.Append(CultureInfo.InvariantCulture, $"  ({machine.Cores} cores, {machine.MemoryMb} MB, {machine.Runtime}, PostgreSQL {machine.Postgres}{load})\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string group, Dictionary<string, double> values)
    {
        foreach (var (name, value) in values)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {group + "." + name,-36}{Number(value),12}");
        }
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 1_000 ? "#,0" : "0.###", CultureInfo.InvariantCulture);
}
