using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Core.Telemetry;
using Webhooks.ServiceDefaults;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Telemetry;

/// <summary>The dashboard and the alert rules in <c>deploy</c> ask for nothing that Prometheus would not find.</summary>
public sealed partial class MonitoringFilesTests
{
    private static readonly string[] Words = ["by", "sum", "rate", "increase", "histogram_quantile", "unless"];

    [Fact]
    public async Task Every_metric_and_label_of_a_query_is_scraped()
    {
        var scraped = await ScrapeAsync();
        var known = SampleName().Matches(scraped).Select(match => match.Value)
            .Concat(Label().Matches(scraped).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

        var asked = Queries().SelectMany(query => Name().Matches(query).Select(match => match.Value)).Except(Words).Distinct().ToList();

        Assert.DoesNotContain(asked, name => !known.Contains(name));
        Assert.All(
            ["webhooks_events_published_total", "webhooks_attempts_total", "webhooks_delivery_lag_seconds_bucket", "http_route"],
            name => Assert.Contains(name, asked));
    }

    [Fact]
    public void Dashboard_can_be_imported()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(DashboardPath));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        Assert.Equal("datasource", dashboard.RootElement.GetProperty("templating").GetProperty("list")[0].GetProperty("name").GetString());
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(panels, panel => Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString()));
    }

    private static string DashboardPath => Path.Combine(Repository.Root, "deploy", "grafana", "webhooks.json");

    /// <summary>Texts and ranges of the queries are left out: what remains are names.</summary>
    private static IEnumerable<string> Queries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(DashboardPath));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString() ?? string.Empty).ToList();
        var rules = Rule().Matches(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "prometheus", "webhooks.rules.yml")))
            .Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(panels);
        Assert.NotEmpty(rules);
        return panels.Concat(rules).Select(query => TextOrRange().Replace(query, string.Empty));
    }

    private static async Task<string> ScrapeAsync()
    {
        var port = FreePort.Find();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Telemetry:PrometheusPort"] = $"{port}";
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<WebhookMetrics>();
        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync();
        Record(app.Services.GetRequiredService<WebhookMetrics>());
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        (await http.GetAsync("/health")).Dispose();
        return await http.GetStringAsync("/metrics");
    }

    /// <summary>What was never measured has no samples.</summary>
    private static void Record(WebhookMetrics metrics)
    {
        metrics.CountPublished(1, 1);
        metrics.CountRefused();
        metrics.MeasureLag(TimeSpan.FromSeconds(1));
        metrics.MeasureAttempt(TimeSpan.FromSeconds(1));
        metrics.CountAttempt("delivered");
        metrics.CountLostLease();
    }

    [GeneratedRegex("^[a-z_]+(?={| )", RegexOptions.Multiline)]
    private static partial Regex SampleName();

    [GeneratedRegex("([a-z_]+)=\"")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b[a-z_]+\b")]
    private static partial Regex Name();

    [GeneratedRegex("""
        "[^"]*"|\[[^\]]*\]
        """)]
    private static partial Regex TextOrRange();

    [GeneratedRegex(@"expr: (?:>-\n)?((?:.+\n)+?)\s+(?:for|labels):")]
    private static partial Regex Rule();
}
