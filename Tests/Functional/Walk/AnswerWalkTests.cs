using Webhooks.Api.OpenApi;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Walk;

/// <summary>
/// Every route of resources is asked for what it can do, and <see cref="AnswerCheck"/> compares each answer with the document. It does so
/// in every other test as well: signing in, second factors and triggers' own answers are in theirs.
/// </summary>
public sealed class AnswerWalkTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly string[] InTestsOfTheirOwn = ["InvokeTrigger", "RemoveMemberSecondFactor", "CancelOperation"];

    [Fact]
    public async Task Every_route_answers_as_its_document_says()
    {
        var project = await application.CreateProjectAsync();
        var target = await WalkTarget.CreateAsync(application.App, project, application.App.HttpWith(TestPostgres.AdminKey));
        var existing = await ExistingAsync(application.App, project, target);
        var failed = new List<string>();
        foreach (var route in (await DocumentedRoute.ReadAllAsync(application.App.Anonymous)).Where(IsOfResource).OrderBy(Turn))
        {
            using var request = route.To(project.TenantId, project.ProjectId, existing: existing);
            request.Headers.Add("X-Tenant-Id", project.TenantId);
            request.Headers.Add("X-Project-Id", project.ProjectId);
            using var response = await target.Http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
            {
                failed.Add($"{route.OperationId} {route} {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
        }

        // What its example cannot make once more was made while the resources were.
        var seen = application.App.CheckedAnswers;
        failed.RemoveAll(one => seen.Any(answer => answer.StartsWith($"{one.Split(' ')[0]} 2", StringComparison.Ordinal)));
        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    /// <summary>One of each, with the ids that the examples of the document name.</summary>
    private static async Task<Dictionary<string, string>> ExistingAsync(ApiApplication app, TestProject project, WalkTarget target)
    {
        await project.CreateDestinationAsync(new Uri("https://example.com/"), request => request with { Id = "held", Enabled = false });
        await project.Publisher.StartConversationAsync(new StartConversationRequest(Examples.AgentId) { Id = "conv_abc123" });
        await project.Publisher.AddMessageAsync(
            "conv_abc123", new AddMessageRequest(MessageRole.Assistant, "Ten people.") { Id = "msg_002" });
        var published = await project.PublishAsync();
        var stored = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id);
        var operation = await project.Client.ResendDeliveriesAsync(
            project.TenantId, project.ProjectId, new ResendDeliveriesRequest { Filter = new DeliveryFilter { DestinationId = "held" } });
        var key = await project.Client.CreateApiKeyAsync(project.TenantId, new CreateApiKeyRequest("Spare", ApiKeyRole.Viewer));
        var invitation = await project.Client.InviteMemberAsync(
            project.TenantId, new InviteMemberRequest(TestUser.NewEmail(), MemberRole.Member));
        await TestUser.CreateAsync(app, project, MemberRole.Admin);
        return new Dictionary<string, string>(target.Existing)
        {
            ["events"] = published.Id,
            ["deliveries"] = stored.Deliveries.Single(delivery => delivery.DestinationId == "held").Id,
            ["operations"] = operation.Id,
            ["api-keys"] = key.Id,
            ["invitations"] = invitation.Id,
        };
    }

    private static bool IsOfResource(DocumentedRoute route) =>
        !route.Path.StartsWith("/auth/", StringComparison.Ordinal) && !InTestsOfTheirOwn.Contains(route.OperationId);

    /// <summary>What is deleted comes last, and what is within something before it.</summary>
    private static int Turn(DocumentedRoute route) => route.Method switch
    {
        "PUT" => 0,
        "GET" => 1,
        "DELETE" => 100 - route.Path.Split('/').Length,
        _ => 2,
    };
}
