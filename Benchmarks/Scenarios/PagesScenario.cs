using System.Globalization;
using System.Net;
using System.Text.Json;
using Webhooks.Benchmarks.Reports;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Contracts;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>
/// How long people wait for a page when there is much to look through: 10 million deliveries of the last week and a million waiting, all of
/// one project. One client requests each route one at a time, as a person does, and the second page too where a list has one.
/// </summary>
internal static class PagesScenario
{
    private const double Bar = 100;
    private const int FirstRequests = 3;
    private const int SlowestNamed = 5;

    public static async Task<Findings> RunAsync(Rig rig, ScenarioRun run, CancellationToken cancellationToken)
    {
        var api = await rig.StartApiAsync(cancellationToken);
        var deliveries = run.ChosenEvents ?? run.Size(10_000_000, 1_000_000);
        var (waiting, ofEach) = (Math.Max(BulkHistory.Destinations, deliveries / 10), Math.Max(100, deliveries / 100));
        var tenant = await FillAsync(rig, run, api, deliveries, waiting, ofEach, cancellationToken);

        var findings = new Findings();
        findings.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{deliveries:N0} deliveries of history, {waiting:N0} waiting, {ofEach:N0} each of conversations, invocations and audit records"));
        if (deliveries < 10_000_000)
        {
            findings.Notes.Add("a full run has 10,000,000 of history and 1,000,000 waiting; same bar");
        }

        run.Say("  asking");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = api.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", rig.AdminKey);
        var requests = run.Size(30, 20);
        var measured = new List<(PageRoute Route, double P95)>();
        foreach (var route in await PageRoutes.ListAsync(rig, tenant, run.Clock.GetUtcNow(), cancellationToken))
        {
            var next = await MeasureAsync(http, route, requests, run, measured, cancellationToken);
            if (next is not null)
            {
                var second =
                    $"{route.Path}{(route.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(next)}";
                await MeasureAsync(http, new PageRoute($"{route.Name}_next", second), requests, run, measured, cancellationToken);
            }
        }

        return Conclude(findings, measured);
    }

    private static async Task<BenchTenant> FillAsync(
        Rig rig, ScenarioRun run, ApiProcess api, int deliveries, int waiting, int ofEach, CancellationToken cancellationToken)
    {
        run.Say($"  filling with {deliveries:N0} deliveries of history and {waiting:N0} waiting");
        var tenant = await BenchTenant.CreateAsync(rig, api, "history", cancellationToken);
        await tenant.AddDestinationsAsync(BulkHistory.Destinations, cancellationToken, rig.Sink.Receiver);
        await api.Client.CreateAgentAsync(tenant.Id, tenant.Id, new CreateAgentRequest("agent", "Agent"), cancellationToken);
        await api.Client.CreateTriggerAsync(
            tenant.Id, tenant.Id, "agent",
            new CreateTriggerRequest("Trigger") { Id = "trigger", Authentication = new SetTriggerAuthentication { Open = true } },
            cancellationToken);
        var first = await rig.Database.ScalarAsync<long>(
            $"select min(destination_no) from destinations where project_no = {tenant.ProjectNo}", cancellationToken);
        var trigger = await rig.Database.ScalarAsync<long>("select max(trigger_no) from triggers", cancellationToken);
        var history = new BulkHistory(rig.Database, run.Say);
        await history.AddAsync(tenant.ProjectNo, first, deliveries, cancellationToken);
        await history.AddListsAsync(tenant.ProjectNo, ofEach, trigger, cancellationToken);
        await new BulkQueue(rig.Database, run.Say).AddAsync([tenant.ProjectNo], waiting, cancellationToken);
        run.Say("  vacuuming");
        // As the server does by itself in the course of a week.
        await rig.Database.ExecuteAsync("vacuum (analyze)", cancellationToken);
        await rig.Database.ExecuteAsync("checkpoint", cancellationToken);
        return tenant;
    }

    /// <returns>Where the list goes on; null when it does not.</returns>
    private static async Task<string?> MeasureAsync(
        HttpClient http, PageRoute route, int requests, ScenarioRun run, List<(PageRoute Route, double P95)> measured,
        CancellationToken cancellationToken)
    {
        var milliseconds = new List<double>();
        byte[] body = [];
        for (var request = 0; request < FirstRequests + requests; request++)
        {
            var start = run.Clock.GetTimestamp();
            using var response = await http.GetAsync(new Uri(route.Path, UriKind.Relative), cancellationToken);
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            milliseconds.Add(run.Clock.GetElapsedTime(start).TotalMilliseconds);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new BenchException($"GET /{route.Path} was answered with {(int)response.StatusCode}.");
            }
        }

        measured.Add((route, new Samples(milliseconds.Skip(FirstRequests)).Percentile(0.95)));
        using var answer = JsonDocument.Parse(body);
        return answer.RootElement.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
    }

    private static Findings Conclude(Findings findings, List<(PageRoute Route, double P95)> measured)
    {
        measured.Sort(static (one, other) => other.P95.CompareTo(one.P95));
        findings.Metrics["slowest_p95_ms"] = measured[0].P95;
        findings.Metrics["routes"] = measured.Count;
        findings.Metrics["routes_above_bar"] = measured.Count(page => page.P95 > Bar);
        foreach (var (route, p95) in measured)
        {
            findings.Metrics[$"p95_ms_{route.Name}"] = p95;
        }

        foreach (var (route, p95) in measured.Take(SlowestNamed))
        {
            findings.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"slowest: {p95:0.0} ms GET /{route.Path}"));
        }

        // The peer: a page that has nothing to look through.
        findings.Limits["p95_ms_projects"] = findings.Metrics["p95_ms_projects"];
        findings.Ratios["slowest"] = findings.Metrics["slowest_p95_ms"] / findings.Limits["p95_ms_projects"];
        findings.MetricAtMost("slowest_p95_ms", Bar);
        return findings;
    }
}
