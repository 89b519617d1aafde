using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using Webhooks.Core.Queue;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Unit.Telemetry;

[Collection(nameof(AttemptSpan))]
public sealed partial class FormattedMessageTests
{
    [Fact]
    public async Task Exported_log_line_has_its_message_and_its_values()
    {
        var lines = new Lines();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("OTEL_EXPORTER_OTLP_ENDPOINT", (string?)"http://127.0.0.1:9")]);
        builder.AddServiceDefaults();
        builder.Services.ConfigureOpenTelemetryLoggerProvider((_, logging) => logging.AddProcessor(lines));
        using var host = builder.Build();
        await host.StartAsync();

        LogPaid(host.Services.GetRequiredService<ILogger<FormattedMessageTests>>(), "evt_1");
        await host.StopAsync();

        Assert.Equal([("Event evt_1 was paid.", "evt_1")], lines.Ended);
    }

    [LoggerMessage(1, LogLevel.Error, "Event {EventId} was paid.")]
    private static partial void LogPaid(ILogger logger, string eventId);

    private sealed class Lines : BaseProcessor<LogRecord>
    {
        /// <summary>Message and event id.</summary>
        public ConcurrentQueue<(string?, object?)> Ended { get; } = new();

        /// <summary>A record is used again after it.</summary>
        public override void OnEnd(LogRecord data)
        {
            if (data.CategoryName == typeof(FormattedMessageTests).FullName)
            {
                Ended.Enqueue((data.FormattedMessage, data.Attributes?.FirstOrDefault(value => value.Key == "EventId").Value));
            }
        }
    }
}
