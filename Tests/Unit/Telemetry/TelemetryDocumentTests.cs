using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Core.Telemetry;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Unit.Telemetry;

public sealed partial class TelemetryDocumentTests
{
    [Fact]
    public void The_document_lists_every_instrument_and_no_other()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md"));

        Assert.Equal(Measured(), Documented().Matches(document).Select(match => match.Value).Order(StringComparer.Ordinal));
    }

    /// <summary>Begins of rows: name, kind, unit and tags.</summary>
    private static List<string> Measured()
    {
        var rows = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == WebhookMetrics.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => rows.Add(RowOf(instrument, "counter", tags)));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => rows.Add(RowOf(instrument, "histogram", tags)));
        listener.Start();
        using var services = new ServiceCollection().AddMetrics().AddSingleton<WebhookMetrics>().BuildServiceProvider();
        var metrics = services.GetRequiredService<WebhookMetrics>();
        metrics.CountPublished(1, 1);
        metrics.CountRefused();
        metrics.MeasureLag(TimeSpan.Zero);
        metrics.MeasureAttempt(TimeSpan.Zero);
        metrics.CountAttempt("delivered");
        metrics.CountLostLease();
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static string RowOf(Instrument instrument, string kind, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var names = new List<string>();
        foreach (var tag in tags)
        {
            names.Add($"`{tag.Key}`");
        }

        return $"| `{instrument.Name}` | {kind} | `{instrument.Unit}` | {(names.Count == 0 ? "–" : string.Join(", ", names))} |";
    }

    [GeneratedRegex(@"^\| `webhooks\.[a-z.]+` \| (?:counter|histogram) \|[^|]+\|[^|]+\|", RegexOptions.Multiline)]
    private static partial Regex Documented();
}
