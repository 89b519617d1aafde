using System.Net.Http.Headers;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Walk;

/// <summary>Thousands of random bodies for every route that reads one: never a 500, and a refusal stores nothing.</summary>
public sealed class FuzzTests
{
    private const int BodiesPerRoute = 5_000;
    private const int AtOnce = 16;

    /// <summary>
    /// A change may keep what is stored (a header without its value), so what is refused can depend on what was taken meanwhile.
    /// </summary>
    private const int MostRounds = 5;

    /// <summary>What is written for refused requests too.</summary>
    private static readonly string[] TablesOfEveryRequest =
        ["audit_records", "workers", "schema_migrations", "rate_buckets", "sign_in_addresses"];

    /// <summary>A session that is used ends later.</summary>
    private static readonly string[] ColumnsOfEveryRequest =
        ["expires_at", "last_used_at", "last_used_address", "use_recorded_at", "access_failed_count", "lockout_end", "concurrency_stamp"];

    /// <summary>Nothing is delivered, and a password costs little: its strength is not what is tested.</summary>
    private static readonly ApplicationOptions Options = new()
    {
        WithWorker = false,
        Settings = new Dictionary<string, string?>
        {
            ["Limits:FailedSignInsPerMinutePerAddress"] = "1000000",
            ["Limits:FailedSignInsPerMinutePerUser"] = "1000000",
            ["Limits:BadCredentialsPerMinutePerAddress"] = "1000000",
            ["Limits:BadCredentialsPerMinutePerTrigger"] = "1000000",
        },
        Services = services => services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1),
    };

    [Fact]
    public async Task Random_bodies_are_answered_as_the_document_says_and_refused_ones_store_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, Options);
        var project = await app.CreateProjectAsync();
        using var http = app.HttpWith(TestPostgres.AdminKey);
        var routes = (await DocumentedRoute.ReadAllAsync(app.Anonymous)).Where(route => route.ReadsBody).ToList();

        var target = await WalkTarget.CreateAsync(app, project, http);
        Assert.NotEmpty(routes);
        for (var number = 0; number < routes.Count; number++)
        {
            await FuzzAsync(database, target, routes[number], seed: number);
        }
    }

    private static async Task FuzzAsync(TestDatabase database, WalkTarget target, DocumentedRoute route, int seed)
    {
        var mutator = new BodyMutator(seed, route.Example.GetRawText());
        byte[][] bodies = [.. Enumerable.Range(0, BodiesPerRoute).Select(_ => mutator.Next())];

        var refused = await SendAsync(target, route, bodies);

        Assert.NotEmpty(refused);
        for (var round = 0; round < MostRounds; round++)
        {
            var before = await ContentAsync(database);
            var refusedAgain = await SendAsync(target, route, refused);
            if (refusedAgain.Count == refused.Count)
            {
                Assert.Equal(before, await ContentAsync(database));
                return;
            }

            refused = refusedAgain;
        }

        Assert.Fail($"{route} goes on taking what it has refused before, such as {Convert.ToBase64String(refused[0])}");
    }

    /// <summary>Sends the bodies and returns those that were refused.</summary>
    private static async Task<IReadOnlyList<byte[]>> SendAsync(WalkTarget target, DocumentedRoute route, IReadOnlyList<byte[]> bodies)
    {
        var documented = route.Statuses;
        var refused = new bool[bodies.Count];
        await Parallel.ForAsync(
            0, bodies.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, cancellationToken) =>
        {
            var content = new ByteArrayContent(bodies[index]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var request = route.To(target.Project.TenantId, target.Project.ProjectId, content, target.Existing);
            request.Headers.Add("X-Tenant-Id", target.Project.TenantId);
            request.Headers.Add("X-Project-Id", target.Project.ProjectId);
            using var response = await target.HttpFor(route).SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            Assert.True(
                status < 500 && documented.Contains(status), $"{route} answers {status} to {Convert.ToBase64String(bodies[index])}");
            refused[index] = status >= 400;
        });
        return [.. bodies.Where((_, index) => refused[index])];
    }

    /// <summary>A digest of every table.</summary>
    private static async Task<IReadOnlyList<string>> ContentAsync(TestDatabase database)
    {
        var tables = await database.ColumnAsync<string>("select relname::text from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace order by 1");
        var changing = await database.ColumnAsync<string>(
            "select distinct table_name::text from information_schema.columns where table_schema = 'public' and column_name = any($1)",
            (object)ColumnsOfEveryRequest);
        var digests = new List<string>();
        foreach (var table in tables.Except(TablesOfEveryRequest))
        {
            // As text where possible: jsonb has no place for the NUL characters that JSON may have.
            var row = changing.Contains(table) ? "(to_jsonb(t) - $1::text[])::text" : "t::text || left($1::text[]::text, 0)";
            digests.Add(table + " " + await database.ScalarAsync<string>(
                $"select coalesce(sum(hashtextextended({row}, 0)), 0)::text from {table} t", (object)ColumnsOfEveryRequest));
        }

        return digests;
    }
}
