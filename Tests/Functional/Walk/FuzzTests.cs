using System.Net.Http.Headers;
using Webhooks.Api.OpenApi;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Walk;

/// <summary>Thousands of random bodies for every route that reads one: never a 500, and a refusal stores nothing.</summary>
public sealed class FuzzTests
{
    private const int BodiesPerRoute = 5_000;
    private const int AtOnce = 16;

    /// <summary>What changes by being asked, or on its own.</summary>
    private static readonly string[] Volatile = ["workers", "schema_migrations"];

    [Fact]
    public async Task Random_bodies_are_answered_as_the_document_says_and_refused_ones_store_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        using var http = app.HttpWith(TestPostgres.AdminKey);
        var routes = (await DocumentedRoute.ReadAllAsync(app.Anonymous)).Where(route => route.ReadsBody).ToList();

        var target = await Target.CreateAsync(project, http);
        Assert.NotEmpty(routes);
        for (var number = 0; number < routes.Count; number++)
        {
            await FuzzAsync(database, target, routes[number], seed: number);
        }
    }

    private static async Task FuzzAsync(TestDatabase database, Target target, DocumentedRoute route, int seed)
    {
        var mutator = new BodyMutator(seed, route.Example.GetRawText());
        byte[][] bodies = [.. Enumerable.Range(0, BodiesPerRoute).Select(_ => mutator.Next())];

        var refused = await SendAsync(target, route, bodies);

        Assert.NotEmpty(refused);
        var before = await ContentAsync(database);
        Assert.Equal(refused.Count, (await SendAsync(target, route, refused)).Count);
        Assert.Equal(before, await ContentAsync(database));
    }

    /// <summary>Sends the bodies and returns those that were refused.</summary>
    private static async Task<IReadOnlyList<byte[]>> SendAsync(Target target, DocumentedRoute route, IReadOnlyList<byte[]> bodies)
    {
        var documented = route.Statuses;
        var refused = new bool[bodies.Count];
        await Parallel.ForAsync(0, bodies.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, cancellationToken) =>
        {
            var content = new ByteArrayContent(bodies[index]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var request = route.To(target.Project.TenantId, target.Project.ProjectId, content, target.Existing);
            request.Headers.Add("X-Tenant-Id", target.Project.TenantId);
            request.Headers.Add("X-Project-Id", target.Project.ProjectId);
            using var response = await target.Http.SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            Assert.True(status < 500 && documented.Contains(status), $"{route} answers {status} to {Convert.ToBase64String(bodies[index])}");
            refused[index] = status >= 400;
        });
        return [.. bodies.Where((_, index) => refused[index])];
    }

    /// <summary>A digest of every table.</summary>
    private static async Task<IReadOnlyList<string>> ContentAsync(TestDatabase database)
    {
        var tables = await database.ColumnAsync<string>("select relname::text from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace order by 1");
        var digests = new List<string>();
        foreach (var table in tables.Except(Volatile))
        {
            // When a key was last used is noted for refused requests, too.
            var row = table == "api_keys" ? "to_jsonb(t) - 'last_used_at'" : "to_jsonb(t)";
            digests.Add(table + " " + await database.ScalarAsync<string>($"select coalesce(sum(hashtextextended(({row})::text, 0)), 0)::text from {table} t"));
        }

        return digests;
    }

    /// <summary>What the bodies are sent to: a project with one resource of each kind that can be changed.</summary>
    private sealed record Target(TestProject Project, HttpClient Http, IReadOnlyDictionary<string, string> Existing)
    {
        public static async Task<Target> CreateAsync(TestProject project, HttpClient http)
        {
            var agent = await project.CreateAgentAsync(Examples.AgentId);
            return new Target(project, http, new Dictionary<string, string> { ["agents"] = agent.Id });
        }
    }
}
