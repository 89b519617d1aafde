using System.Globalization;
using System.Net;
using System.Text.Json;
using CsvHelper;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class ExportTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Lines = "application/x-ndjson";
    private const string Csv = "text/csv";
    private static readonly Uri Nowhere = new("https://example.com/");

    [Fact]
    public async Task More_deliveries_than_a_page_has_are_exported_newest_first_each_once()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(Nowhere, request => request with { Id = "held", Enabled = false });
        var published = new List<string>();
        foreach (var size in new[] { 1_000, 150 })
        {
            var events = Enumerable.Range(0, size).Select(_ => new PublishEventRequest("order.paid"));
            published.AddRange((await project.Publisher.PublishEventsAsync([.. events])).Select(result => result.Data!.Id));
        }

        using var response = await GetAsync(project, "deliveries?state=held", Lines);
        var rows = await LinesOfAsync(response);
        var table = await TableOfAsync(await GetAsync(project, "deliveries?state=held", Csv));

        Assert.Equal(Lines, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("deliveries.ndjson", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(published.Order(), rows.Select(row => row.GetProperty("eventId").GetString()!).Order());
        Assert.Equal(rows.Select(row => row.GetProperty("id").GetString()!), table.Select(row => row["id"]));
        var created = rows.Select(row => row.GetProperty("createdAt").GetDateTimeOffset()).ToList();
        Assert.Equal(created.OrderDescending(), created);
    }

    [Fact]
    public async Task Rows_are_those_of_the_list_and_begin_at_the_cursor()
    {
        var project = await application.CreateProjectAsync();
        for (var number = 0; number < 4; number++)
        {
            await project.PublishAsync(agentId: "sales");
        }

        await project.PublishAsync(agentId: "support");
        var page = await project.Client.ListEventsAsync(
            project.TenantId, project.ProjectId, new EventFilter { AgentId = "sales" }, limit: 1);

        var all = await LinesOfAsync(await GetAsync(project, "events?agentId=sales", Lines));
        var rest = await LinesOfAsync(await GetAsync(project, $"events?agentId=sales&cursor={page.Next}", Lines));

        Assert.Equal(4, all.Count);
        Assert.Equal(page.Data[0].Id, all[0].GetProperty("id").GetString());
        Assert.Equal(all[1..].Select(row => row.GetRawText()), rest.Select(row => row.GetRawText()));
    }

    [Fact]
    public async Task A_table_has_members_of_objects_as_columns_and_nothing_that_a_spreadsheet_runs()
    {
        var project = await application.CreateProjectAsync();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{project.DestinationsPath}/crm");
        request.Headers.TryAddWithoutValidation("User-Agent", "=1+1,\"x\"");
        using var _ = await project.Http.SendAsync(request);

        using var response = await project.Http.SendAsync(
            Request($"/manage/tenants/{project.TenantId}/audit?action=DeleteWebhookDestination", Csv));
        var row = Assert.Single(await TableOfAsync(response));

        Assert.Equal(
            ("key", "webhook-destinations", "crm", "404"),
            (row["actor.kind"], row["resource.kind"], row["resource.id"], row["statusCode"]));
        Assert.Equal("'=1+1,\"x\"", row["userAgent"]);
        Assert.Equal("", row["tries"]);
    }

    [Theory]
    [InlineData("deliveries?limit=10", "/limit")]
    [InlineData("events?cursor=nowhere", "/cursor")]
    [InlineData("deliveries?state=lost", "/state")]
    public async Task A_wrong_export_is_a_problem_and_no_file(string path, string member)
    {
        var project = await application.CreateProjectAsync();

        using var response = await GetAsync(project, path, Csv);

        await response.AssertRefusedAtAsync(member);
    }

    [Fact]
    public async Task An_empty_list_is_an_empty_file_and_a_foreign_one_is_not_found()
    {
        var (project, other) = (await application.CreateProjectAsync(), await application.CreateProjectAsync());

        using var lines = await GetAsync(project, "deliveries", Lines);
        using var table = await GetAsync(project, "deliveries", Csv);
        using var foreign = await project.Http.SendAsync(Request($"{other.Path}/deliveries", Csv));

        Assert.Equal("", await lines.Content.ReadAsStringAsync());
        Assert.StartsWith("id,eventId,eventType,", await table.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    private static Task<HttpResponseMessage> GetAsync(TestProject project, string path, string accept) =>
        project.Http.SendAsync(Request($"{project.Path}/{path}", accept));

    private static HttpRequestMessage Request(string path, string accept) =>
        new(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };

    private static async Task<List<JsonElement>> LinesOfAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static async Task<List<IDictionary<string, string>>> TableOfAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reader = new CsvReader(new StringReader(await response.Content.ReadAsStringAsync()), CultureInfo.InvariantCulture);
        return [
            .. reader.GetRecords<dynamic>()
            .Select(row => ((IDictionary<string, object>)row).ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
    }
}
