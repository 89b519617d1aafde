using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Plans;

/// <summary>What a claim costs does not depend on how much is waiting.</summary>
public sealed class BacklogTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Take = 50;

    [Fact]
    public async Task A_claim_touches_as_many_pages_with_a_hundred_times_the_backlog()
    {
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        await using var recorder = new PlanRecorder(database);
        var queue = new DeliveryQueue(recorder.DataSource);
        var worker = await scene.AddWorkerAsync();
        await scene.FillAsync(project, destination, 500);
        var few = await MeasureAsync();

        await scene.FillAsync(project, destination, 50_000);
        var many = await MeasureAsync();

        // Deeper trees and the pages of fifty random rows; reading the backlog would take thousands.
        Assert.InRange(many.Claim, 1, few.Claim + 300);
        Assert.InRange(many.Waiting, 1, few.Waiting + 20);

        async Task<(long Claim, long Waiting)> MeasureAsync()
        {
            await database.ExecuteAsync("vacuum analyze");
            var claims = await recorder.RecordAsync(() => queue.ClaimDueAsync(
                worker, QueueScene.NewId(), [new ClaimRequest(destination, Take)], CancellationToken.None));
            var looks = await recorder.RecordAsync(() => queue.FindWaitingDestinationsAsync(0, 100, CancellationToken.None));
            return (claims.Max(plan => plan.Pages), looks.Max(plan => plan.Pages));
        }
    }
}
