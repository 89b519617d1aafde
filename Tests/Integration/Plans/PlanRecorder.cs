using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.ServiceDefaults;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>
/// A data source like the service's own whose server reports the plan of every statement it has run (auto_explain): the plans of the
/// real statements with their real parameters, prepared as they are in production.
/// </summary>
internal sealed class PlanRecorder : ILoggerProvider, IAsyncDisposable
{
    /// <summary>PostgreSQL plans the first five runs for their parameters, then may settle on one plan for all.</summary>
    public const int Runs = 8;

    private static readonly string[] BigTables =
    [
        "delivery_queue", "events", "deliveries", "attempts", "event_ids", "attempt_minutes", "attempt_hours", "destination_rates",
        "operations",
        "ledger_minutes",
    ];

    private const string PlanMark = "plan:\n";

    private readonly ConcurrentQueue<Plan> plans = new();
    private readonly LoggerFactory loggers;

    public PlanRecorder(TestDatabase database)
    {
        loggers = new LoggerFactory([this], new LoggerFilterOptions { MinLevel = LogLevel.Debug });
        var settings = new NpgsqlConnectionStringBuilder(DatabaseConnection.WithDefaults(database.ConnectionString))
        {
            Options = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_format=json "
                + "-c auto_explain.log_level=notice -c auto_explain.log_analyze=on -c auto_explain.log_timing=off -c auto_explain.log_buffers=on",
            MaxPoolSize = 1,
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseLoggerFactory(loggers);
        DataSource = builder.Build();
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>The plans of the statements that the action runs.</summary>
    public async Task<IReadOnlyList<Plan>> RecordAsync(Func<Task> action)
    {
        plans.Clear();
        await action();
        return [.. plans];
    }

    /// <summary>Whether the statements that the action runs use the indexes, and none reads a whole table that is big.</summary>
    public async Task AssertPlansAsync(string[] indexes, Func<Task> action)
    {
        for (var number = 0; number < Runs; number++)
        {
            var found = await RecordAsync(action);

            Assert.NotEmpty(found);
            foreach (var plan in found)
            {
                Assert.True(!plan.ScannedTables.Overlaps(BigTables), $"Reads a whole table in run {number}: {plan}");
            }

            Assert.Subset(
                found.SelectMany(plan => plan.Indexes).ToHashSet(StringComparer.Ordinal), indexes.ToHashSet(StringComparer.Ordinal));
        }
    }

    public ILogger CreateLogger(string categoryName) => new Receiver(this);

    public void Dispose()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        loggers.Dispose();
    }

    private sealed class Receiver(PlanRecorder recorder) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            if (text.IndexOf(PlanMark, StringComparison.Ordinal) is > 0 and var mark)
            {
                var json = text[(mark + PlanMark.Length)..];
                recorder.plans.Enqueue(new Plan(JsonSerializer.Deserialize<JsonElement>(json[..(json.LastIndexOf('}') + 1)])));
            }
        }
    }
}
