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

        Assert.Equal(InstrumentNames(), Documented().Matches(document).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static List<string> InstrumentNames()
    {
        var names = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == WebhookMetrics.Name)
            {
                names.Add(instrument.Name);
            }
        };
        listener.Start();
        using var services = new ServiceCollection().AddMetrics().AddSingleton<WebhookMetrics>().BuildServiceProvider();
        services.GetRequiredService<WebhookMetrics>();
        return [.. names.Distinct().Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^\| `(webhooks\.[a-z.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Documented();
}
