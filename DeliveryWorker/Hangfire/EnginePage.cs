using Hangfire.Dashboard;
using Hangfire.Dashboard.Pages;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.DeliveryWorker.Engine;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>
/// The engine's page in Hangfire's dashboard: the current figures of the worker that answers. Written by hand, like Hangfire's own pages.
/// </summary>
internal sealed class EnginePage : RazorPage
{
    public const string Path = "/engine";

    private const string Title = "Delivery engine";

    /// <summary>Routes and menu are Hangfire's and there is one of each per process.</summary>
    private static readonly Lazy<bool> Added = new(static () =>
    {
        DashboardRoutes.Routes.AddRazorPage(Path, static _ => new EnginePage());
        NavigationMenu.Items.Add(static page => new MenuItem(Title, page.Url.To(Path))
        {
            Active = page.RequestPath.StartsWith(Path, StringComparison.Ordinal),
        });
        return true;
    });

    public static void AddToDashboard() => _ = Added.Value;

    public override void Execute()
    {
        Layout = new LayoutPage(Title);
        var services = Context.GetHttpContext().RequestServices;
        WriteLiteral($"""<div class="row"><div class="col-md-12"><h1 id="page-title" class="page-header">{Title}</h1>""");
        if (services.GetRequiredService<DeliveryEngine>().Figures is { } figures)
        {
            WriteFigures(figures);
            WriteDestinations(figures.Busiest, NamesOf(figures.Busiest, services));
        }
        else
        {
            WriteLiteral("""<div class="alert alert-warning">The engine of this worker does not run: it starts, stops or waits for the database.</div>""");
        }

        WriteLiteral("</div></div>");
    }

    private void WriteFigures(EngineFigures figures)
    {
        WriteLiteral("<p>Worker ");
        Write(figures.Worker);
        WriteLiteral(". Figures of this worker only; with several behind one address each answer may be another one's.</p>");
        WriteHead("Attempts in flight", "Deliveries claimed", "Destinations due");
        WriteLiteral("<tr>");
        WriteCells(figures.InFlight, figures.Claimed, figures.Due);
        WriteLiteral("</tr></tbody></table>");
    }

    private void WriteDestinations(IReadOnlyList<LaneFigures> lanes, Dictionary<long, string> names)
    {
        WriteLiteral("<h2>Busiest destinations</h2>");
        WriteHead("Destination", "In flight", "Cap", "Claimed, waiting", "Due");
        foreach (var lane in lanes)
        {
            WriteLiteral("<tr>");
            WriteCells(
                names.GetValueOrDefault(lane.DestinationNo, $"{lane.DestinationNo}"), lane.InFlight, lane.Cap, lane.Waiting,
                lane.IsDue ? "yes" : "no");
            WriteLiteral("</tr>");
        }

        WriteLiteral("</tbody></table>");
    }

    /// <summary>Begins a table, up to its body.</summary>
    private void WriteHead(params string[] columns)
    {
        WriteLiteral("""<table class="table"><thead><tr>""");
        foreach (var column in columns)
        {
            WriteLiteral("<th>");
            Write(column);
            WriteLiteral("</th>");
        }

        WriteLiteral("</tr></thead><tbody>");
    }

    private void WriteCells(params object[] values)
    {
        foreach (var value in values)
        {
            WriteLiteral("<td>");
            Write(value);
            WriteLiteral("</td>");
        }
    }

    /// <summary>The ids people know; one look-up by primary key, and not awaited because a page of Hangfire's cannot.</summary>
    private static Dictionary<long, string> NamesOf(IReadOnlyList<LaneFigures> lanes, IServiceProvider services)
    {
        var numbers = lanes.Select(static lane => lane.DestinationNo).ToArray();
        using var context = services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContext();
        return context.Destinations.AsNoTracking().Where(row => numbers.Contains(row.DestinationNo))
            .ToDictionary(static row => row.DestinationNo, static row => row.Id);
    }
}
