using System.Net;
using Webhooks.Contracts;
using Webhooks.Tests.Functional.Triggers;
using Webhooks.Tests.Functional.Walk;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Hostile;

/// <summary>No cache keeps an answer of the API, and no header of a request ends up in a link.</summary>
public sealed class CacheTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task No_answer_of_the_api_is_stored_whether_it_holds_a_secret_or_not()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("helper");
        await project.CreateDestinationAsync(new Uri("https://example.com/"), request => request with { Id = "fixed" });
        var existing = new Dictionary<string, string> { ["agents"] = "helper", ["webhook-destinations"] = "fixed" };
        var answered = 0;
        foreach (var route in (await DocumentedRoute.ReadAllAsync(application.App.Anonymous)).Where(route => route.Method != "DELETE"))
        {
            var request = route.To(project.TenantId, project.ProjectId, null, existing);
            using var response = await project.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(
                response.Headers.CacheControl is { NoStore: true },
                $"{route} answers {(int)response.StatusCode} with {response.Headers.CacheControl}");
            answered += response.IsSuccessStatusCode ? 1 : 0;
        }

        Assert.True(answered > 20, $"{answered} answers");
    }

    [Fact]
    public async Task A_host_that_nobody_vouches_for_is_in_no_link()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync();
        var project = scene.Project;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{project.Path}/agents/{TriggerScene.AgentId}/triggers/{trigger.Id}");
        request.Headers.Host = "evil.example";

        using var response = await project.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("evil.example", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_receiver_said_is_for_those_who_may_see_its_secrets()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(200, "what only insiders know"));
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var published = await project.PublishAsync();
        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);
        using var viewer = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer));
        using var editor = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Editor));

        var seen = await viewer.GetStringAsync($"{project.Path}/deliveries/{delivery.Id}");

        Assert.DoesNotContain("insiders", seen, StringComparison.Ordinal);
        Assert.Contains("insiders", await editor.GetStringAsync($"{project.Path}/deliveries/{delivery.Id}"), StringComparison.Ordinal);
    }
}
