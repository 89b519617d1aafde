using Webhooks.Core.History;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.History;

public sealed class QueueCountsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly QueueScene scene = new(database);
    private readonly QueueCounts queue = new(database.DataSource);

    [Fact]
    public async Task Counting_stops_at_the_limit_and_says_so()
    {
        var project = await scene.AddProjectAsync();
        var many = await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, many, QueueCounts.ShortCount + 1);
        await scene.FillAsync(project, await scene.AddDestinationAsync(project), QueueCounts.ShortCount);

        var counts = await queue.CountByDestinationAsync(project.ProjectNo, [], CancellationToken.None);

        Assert.Equal(
            [(QueueCounts.ShortCount, false), (QueueCounts.ShortCount, true)],
            counts.OrderBy(count => count.IsMore).Select(count => ((int)count.Waiting, count.IsMore)));
        Assert.Equal((2 * QueueCounts.ShortCount) + 1, await queue.CountAsync(project.ProjectNo, CancellationToken.None));
        var id = await database.ScalarAsync<string>($"select id from destinations where destination_no = {many}");
        var alone = Assert.Single(await queue.CountByDestinationAsync(project.ProjectNo, [id ?? string.Empty], CancellationToken.None));
        Assert.Equal((QueueCounts.ShortCount + 1, false), ((int)alone.Waiting, alone.IsMore));
    }

    [Fact]
    public async Task What_is_due_first_comes_first_and_what_is_paused_last_and_what_is_deleted_not_at_all()
    {
        var project = await scene.AddProjectAsync();
        var paused = await scene.AddDestinationAsync(project);
        var later = await scene.AddDestinationAsync(project);
        var first = await scene.AddDestinationAsync(project);
        var deleted = await scene.AddDestinationAsync(project);
        await scene.AddDestinationAsync(project);
        await scene.FillAsync(project, paused, 1, dueSecondsAgo: 900);
        await scene.FillAsync(project, later, 1, dueSecondsAgo: 10);
        await scene.FillAsync(project, first, 1, dueSecondsAgo: 60);
        await scene.FillAsync(project, deleted, 1);
        await database.ExecuteAsync("update destinations set enabled = false where destination_no = $1", paused);
        await database.ExecuteAsync("update destinations set deleted_at = now() where destination_no = $1", deleted);

        var counts = await queue.CountByDestinationAsync(project.ProjectNo, [], CancellationToken.None);

        var ids = await database.ColumnAsync<string>(
            "select id from destinations where destination_no = any($1) order by array_position($1, destination_no)",
            new[] { first, later, paused });
        Assert.Equal(ids, counts.Select(count => count.DestinationId));
        Assert.Equal([true, true, false], counts.Select(count => count.Enabled));
    }
}
