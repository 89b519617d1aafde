using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Operations;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class FollowedOperationTests
{
    private static readonly ProjectAddress Scope = new("acme", "shop");

    [Fact]
    public async Task One_that_is_under_way_about_the_page_is_found_and_followed_to_its_end()
    {
        var states = new Queue<string>([OperationState.Running, OperationState.Succeeded]);
        using var api = new AnsweringApi(asked => asked switch
        {
            "GET /operations?limit=20" => new KeysetResponse<OperationResponse>(
                [
                    Operation("op_other", OperationState.Running, "billing"),
                    Operation("op_mine", OperationState.Pending, "crm"),
                    Operation("op_over", OperationState.Succeeded, "crm"),
                ],
                null,
                null),
            "GET /operations/op_mine" => new DataResponse<OperationResponse>(Operation("op_mine", states.Dequeue(), "crm")),
            _ => null,
        });
        var followed = Followed();

        for (var second = 0; second < 4; second++)
        {
            await followed.FollowAsync(api.Client, Scope, CancellationToken.None);
        }

        Assert.Equal(("op_mine", OperationState.Succeeded), (followed.Shown?.Id, followed.Shown?.State));
        Assert.False(followed.IsOpen);
        Assert.Equal(["GET /operations?limit=20", "GET /operations/op_mine", "GET /operations/op_mine"], api.Requests);
    }

    [Fact]
    public async Task It_is_looked_for_once_and_again_when_the_page_shows_something_else()
    {
        using var api = new AnsweringApi(_ => new KeysetResponse<OperationResponse>([], null, null));
        var followed = Followed();

        await followed.FollowAsync(api.Client, Scope, CancellationToken.None);
        await followed.FollowAsync(api.Client, Scope, CancellationToken.None);
        followed.Show(Operation("op_1", OperationState.Succeeded, "crm"));
        followed.Dismiss();
        await followed.FollowAsync(api.Client, Scope, CancellationToken.None);
        Assert.Single(api.Requests);

        followed.Forget();
        await followed.FollowAsync(api.Client, Scope, CancellationToken.None);
        Assert.Equal(2, api.Requests.Count);
        Assert.Null(followed.Shown);
    }

    [Fact]
    public async Task Stopped_one_is_shown_as_what_the_api_made_of_it()
    {
        using var api = new AnsweringApi(asked => asked == "POST /operations/op_1/cancel"
            ? new DataResponse<OperationResponse>(Operation("op_1", OperationState.Cancelled, "crm"))
            : null);
        var followed = Followed();
        followed.Show(Operation("op_1", OperationState.Running, "crm"));

        await followed.StopAsync(api.Client, Scope, CancellationToken.None);

        Assert.Equal(OperationState.Cancelled, followed.Shown?.State);
        Assert.False(followed.IsOpen);
    }

    private static FollowedOperation Followed() => new(operation => operation.Parameters.DestinationId == "crm");

    private static OperationResponse Operation(string id, string state, string destinationId) => new()
    {
        Id = id,
        Kind = OperationKind.Recover,
        State = state,
        Parameters = new OperationParameters { DestinationId = destinationId },
        Progress = new OperationProgress(null, 0, 0),
        Error = null,
        StartedBy = new AuditActor("key", null, "Administrator"),
        CreatedAt = default,
        StartedAt = null,
        FinishedAt = null,
    };
}
