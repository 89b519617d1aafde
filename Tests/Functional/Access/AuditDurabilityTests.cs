using System.Net;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>Nothing is done without a record of it, whatever happens to the record's end.</summary>
public sealed class AuditDurabilityTests
{
    [Fact]
    public async Task A_write_whose_end_could_not_be_recorded_has_a_record_all_the_same()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(database);
        var project = await app.CreateProjectAsync();
        await BreakAsync(database, "update");

        using var response = await project.Http.PostTextAsync($"{project.Path}/agents", """{"id":"helper","name":"Helper"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(
            1, await database.CountAsync("audit_records where action = 'CreateAgent' and outcome = 'begun' and actor_kind = 'key'"));
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_done()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(database);
        var project = await app.CreateProjectAsync();
        await BreakAsync(database, "insert");

        using var response = await project.Http.PostTextAsync($"{project.Path}/agents", """{"id":"helper","name":"Helper"}""");
        using var published = await project.PublisherHttp.PostTextAsync("/run/v1/events", """{"type":"order.paid"}""");

        await response.ReadProblemAsync(HttpStatusCode.InternalServerError);
        Assert.Equal(0, await database.CountAsync("agents"));
        Assert.Equal(HttpStatusCode.Created, published.StatusCode); // That is no management.
    }

    private static Task<int> BreakAsync(TestDatabase database, string statement) => database.ExecuteAsync($"""
        create function refuse() returns trigger language plpgsql as 'begin raise exception ''broken''; end';
        create trigger refuse before {statement} on audit_records for each statement execute function refuse()
        """);
}
