using System.Globalization;
using Npgsql;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Scenarios;
using Webhooks.Client;

namespace Webhooks.Benchmarks;

/// <summary>Runs scenarios, each on a rig of its own, and reports.</summary>
internal static class BenchProgram
{
    /// <returns>0 when every bar is met, else 1.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<Scenario> scenarios, ScenarioRun run, FileInfo? json, CancellationToken cancellationToken)
    {
        var reports = new List<Report>();
        var broken = 0;
        foreach (var scenario in scenarios)
        {
            try
            {
                run.Say($"{scenario.Name}: {scenario.Summary}");
                var report = await MeasureAsync(scenario, run, cancellationToken);
                reports.Add(report);
                Console.WriteLine(ReportTable.Of(report));
            }
            catch (BenchException exception)
            {
                broken++;
                await Console.Error.WriteLineAsync($"{scenario.Name} could not be measured. {exception.Message}");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Stopped; nothing is reported.");
                return 1;
            }
        }

        if (scenarios.Count > 1)
        {
            Console.WriteLine(Summary(scenarios, reports));
        }

        if (json is not null)
        {
            await ReportJson.WriteAsync(json, scenarios.Count == 1 ? reports.FirstOrDefault() : reports, cancellationToken);
        }

        return broken == 0 && reports.All(report => report.IsMet) ? 0 : 1;
    }

    /// <summary>Which bars were missed, and where the time went: what one looks for after many pages.</summary>
    private static string Summary(IReadOnlyList<Scenario> scenarios, List<Report> reports)
    {
        var lines = scenarios.Select(scenario => (scenario.Name, Report: reports.Find(report => report.Scenario == scenario.Name)))
            .Select(pair =>
        {
            var missed = pair.Report?.Findings.Bars.Where(bar => !bar.IsMet).Select(bar => bar.Name).ToList();
            var verdict = missed switch { null => "not measured", [] => "met", _ => $"MISSED {string.Join(", ", missed)}" };
            return string.Create(CultureInfo.InvariantCulture, $"  {pair.Name,-10} {pair.Report?.Took.TotalSeconds ?? 0,5:0} s  {verdict}");
        });
        return string.Create(
            CultureInfo.InvariantCulture, $"all, {reports.Sum(report => report.Took.TotalMinutes):0.0} min\n{string.Join('\n', lines)}");
    }

    private static async Task<Report> MeasureAsync(Scenario scenario, ScenarioRun run, CancellationToken cancellationToken)
    {
        // The load average says how busy others keep the machine, so it is read before this scenario adds its own.
        var loadAverages = MachineFacts.ReadLoadAverages();
        var start = run.Clock.GetTimestamp();
        await using var rig = await Rig.StartAsync(run, scenario.DiskMegabytes(run), cancellationToken);
        var findings = await FindAsync(scenario, rig, run, cancellationToken);
        return new Report(scenario.Name, findings, MachineFacts.Read(loadAverages, await rig.Database.VersionAsync(cancellationToken)))
        {
            Took = run.Clock.GetElapsedTime(start),
        };
    }

    /// <summary>A failure is shown with what the service said, because its logs are deleted with the rig.</summary>
    private static async Task<Findings> FindAsync(Scenario scenario, Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await scenario.RunAsync(rig, run, cancellationToken);
        }
        catch (Exception exception) when (exception is BenchException or HttpRequestException or WebhooksApiException or NpgsqlException)
        {
            throw new BenchException($"{exception.Message}\n{rig.LastLines()}", exception);
        }
    }
}
