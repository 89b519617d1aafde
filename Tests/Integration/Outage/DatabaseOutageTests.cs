using System.Net;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Outage;

/// <summary>A database that is frozen or away costs publishers a 503 with Retry-After, and nobody an answer.</summary>
public sealed class DatabaseOutageTests
{
    /// <summary>
    /// No answer within this time is a hang (a statement may take 30 s); what is promised is three seconds, on a machine that is not busy.
    /// </summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(14);

    [FactOnLinux]
    public async Task Every_route_answers_503_while_the_database_is_frozen_and_a_repeat_is_safe()
    {
        await using var scene = await OutageScene.StartAsync();
        await scene.BecomesPublishableAsync();
        await scene.FreezeAsync();
        try
        {
            // Those in flight when it froze, and among them one whose key nobody has looked up yet.
            var first = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => scene.PublishAsync($"frozen-{number}"))
                .Append(GetAsync(scene, "/manage/tenants/default/projects/default/webhook-destinations"))
                .Append(GetAsync(scene, "/manage/tenants/default/projects/default/deliveries", "an-unknown-key"))
                .Append(
                    scene.Http.PostAsync(
                        new Uri("/auth/sign-in", UriKind.Relative),
                        OutageScene.Json("""{"email":"a@example.com","password":"a-long-password"}""")))
                .Append(scene.Http.PostAsync(
                    new Uri("/run/v1/conversations", UriKind.Relative),
                    OutageScene.Json("""{"agentId":"a","messages":[{"role":"user","content":"Hello"}]}"""))))
                .WaitAsync(Hang);
            var later =
                await Task.WhenAll(Enumerable.Range(30, 30).Select(number => scene.PublishAsync($"frozen-{number}"))).WaitAsync(Hang);

            foreach (var response in first.Concat(later))
            {
                using (response)
                {
                    AssertUnavailable(response);
                    Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
                }
            }

            using var health = await scene.Http.GetAsync(new Uri("/health", UriKind.Relative)).WaitAsync(Hang);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Contains("The database does not answer", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await scene.ThawAsync();
        }

        await scene.BecomesPublishableAsync();
        for (var number = 0; number < 60; number++)
        {
            using var repeat = await scene.PublishAsync($"frozen-{number}");
            Assert.True(repeat.IsSuccessStatusCode, $"{number}: {repeat.StatusCode}");
        }

        Assert.Equal(60L, await scene.Postgres.ScalarAsync("select count(*) from events where id like 'frozen-%'"));
        AssertFewLines(scene.Api.Output);
    }

    [FactOnLinux]
    public async Task Publishes_while_the_server_ends_and_starts_again_are_accepted_or_asked_to_come_again_and_none_is_lost()
    {
        await using var scene = await OutageScene.StartAsync();
        await scene.BecomesPublishableAsync();
        using var stop = new CancellationTokenSource();
        var publishing = Enumerable.Range(0, 8).Select(publisher => PublishUntilAsync(scene, publisher, stop.Token)).ToList();

        for (var outage = 0; outage < 2; outage++)
        {
            await scene.EndServerAsync();
            await Eventually.BecomesTrueAsync(
                async () =>
                {
                    using var response = await scene.PublishAsync();
                    return response.StatusCode == HttpStatusCode.ServiceUnavailable;
                },
                "the outage is noticed");
            await scene.BecomesPublishableAsync();
        }

        await stop.CancelAsync();
        var accepted = (await Task.WhenAll(publishing)).SelectMany(ids => ids).ToList();
        foreach (var id in accepted)
        {
            Assert.Equal(1L, await scene.Postgres.ScalarAsync($"select count(*) from events where id = '{id}'"));
        }

        Assert.NotEmpty(accepted);
        AssertFewLines(scene.Api.Output);
    }

    private static async Task<HttpResponseMessage> GetAsync(OutageScene scene, string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        return await scene.Http.SendAsync(request);
    }

    /// <summary>The ids that were accepted; any other answer than 201 or 503 with Retry-After fails.</summary>
    private static async Task<List<string>> PublishUntilAsync(OutageScene scene, int publisher, CancellationToken stop)
    {
        var accepted = new List<string>();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var id = $"p{publisher}-{number}";
            using var response = await scene.PublishAsync(id);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                accepted.Add(id);
            }
            else
            {
                AssertUnavailable(response);
                await Task.Delay(20, CancellationToken.None);
            }
        }

        return accepted;
    }

    private static void AssertUnavailable(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    /// <summary>Some lines per outage, however many requests met it; no stack traces.</summary>
    private static void AssertFewLines(IReadOnlyList<string> output)
    {
        Assert.InRange(output.Count(line => line.Contains("failed: the database", StringComparison.Ordinal)), 1, 20);
        Assert.True(output.Count < 150, string.Join('\n', output.Take(400)));
    }
}
