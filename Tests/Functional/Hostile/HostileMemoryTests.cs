using System.Globalization;
using System.Net;
using Webhooks.Tests.Support;
using static Webhooks.Tests.Functional.Hostile.Pipeline;

namespace Webhooks.Tests.Functional.Hostile;

/// <summary>However many requests strangers and careless callers send, the process keeps its size.</summary>
[Collection(nameof(HostileHeaderTests))]
public sealed class HostileMemoryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Requests = 50_000;

    /// <summary>Before what is measured, so that what every process needs after its first requests is there.</summary>
    private const int WarmingRequests = 5_000;

    private const long MostGrowth = 100 * 1024 * 1024;

    private static readonly string Padding = new('x', 2_000);

    private const string Project = "/manage/tenants/default/projects/default";

    /// <summary>Each kind by its name, with the request of a number and the status that answers it unless there are too many.</summary>
    private static readonly (string Name, Func<int, string> Request, HttpStatusCode Answer)[] Kinds =
    [
        .. OfStrangers(), .. OfCallers(),
    ];

    [Fact]
    public async Task Fifty_thousand_requests_of_each_kind_leave_the_process_its_size()
    {
        await using var api = await ServiceProcess.StartAsync("Api", database);
        foreach (var kind in Kinds)
        {
            await SendAsync(api.Address, 0, WarmingRequests, kind.Request);
        }

        var before = api.ResidentBytes;
        var growth = new List<string>();
        foreach (var (name, request, expected) in Kinds)
        {
            var answers = await SendAsync(api.Address, WarmingRequests, Requests, request);
            growth.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {(api.ResidentBytes - before) >> 20} MB"));
            Assert.Equal(Requests, answers.Values.Sum());
            Assert.All(answers.Keys, status => Assert.True(
                (HttpStatusCode)status == expected || (HttpStatusCode)status is HttpStatusCode.TooManyRequests,
                $"{name}: {status} {answers[status]} times"));
        }

        var grown = api.ResidentBytes - before;
        Assert.True(grown < MostGrowth, $"{grown >> 20} MB more than {before >> 20} MB: {string.Join(", ", growth)}");
    }

    private static string ByCaller(string request) => With(request, $"Authorization: Bearer {TestPostgres.AdminKey}");

    private static IEnumerable<(string Name, Func<int, string> Request, HttpStatusCode Answer)> OfStrangers()
    {
        yield return ("keys", number => Get("/manage/tenants", $"Authorization: Bearer whk_{number:D32}"), HttpStatusCode.Unauthorized);
        yield return (
            "long keys", number => Get("/manage/tenants", $"Authorization: Bearer {number}{Padding}"), HttpStatusCode.Unauthorized);
        yield return ("sessions", number => Get("/auth/session", $"Authorization: Bearer whs_{number:D32}"), HttpStatusCode.Unauthorized);
        yield return ("paths", number => Get($"/{number}/{number}?{number}={number}", $"Accept: text/{number}"), HttpStatusCode.NotFound);
        yield return (
            "projects", number => Get($"/manage/tenants/{number}/projects/{number}/events", $"X-Tenant-Id: {number}"),
            HttpStatusCode.Unauthorized);
        yield return (
            "triggers", number => Post($"/run/tenants/t{number}/projects/p/agents/a/triggers/t", "{}"), HttpStatusCode.Unauthorized);
        yield return (
            "sign-ins", number => Post("/auth/sign-in", $$"""{"email":"p{{number}}@example.com","password":"password {{number}}"}"""),
            HttpStatusCode.Unauthorized);
        yield return (
            "forgotten passwords", number => Post("/auth/forgot-password", $$"""{"email":"p{{number}}@example.com"}"""),
            HttpStatusCode.Conflict); // Without a mail server.
        yield return (
            "invitations", number => Post("/auth/accept-invitation", $$"""{"token":"whi_{{number}}","password":"password {{number}}"}"""),
            HttpStatusCode.NotFound);
        yield return (
            "hosts", number => Get("/health", $"X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: h{number}.example.com"),
            HttpStatusCode.OK);
        yield return ("no JSON", number => Post("/auth/sign-in", $"{{\"{number}\":[[[[{number}"), HttpStatusCode.BadRequest);
    }

    private static IEnumerable<(string Name, Func<int, string> Request, HttpStatusCode Answer)> OfCallers()
    {
        yield return (
            "events", number => ByCaller(Post("/run/v1/events", $$"""{"type":"","data":{{number}}}""", $"Idempotency-Key: k{number}")),
            HttpStatusCode.BadRequest);
        yield return ("filters", number => ByCaller(Get($"{Project}/deliveries?cursor=c{number}")), HttpStatusCode.BadRequest);
        yield return (
            "objects", number => ByCaller(Get($"{Project}/webhook-destinations/d{number}", $"If-None-Match: \"{number}\"")),
            HttpStatusCode.NotFound);
        yield return (
            "destinations",
            number => ByCaller(Post($"{Project}/webhook-destinations", $$"""{"name":"{{number}}","url":"h{{number}}"}""")),
            HttpStatusCode.BadRequest);
    }
}
