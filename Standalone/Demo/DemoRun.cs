using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>
/// The steps of the demo, through the HTTP API:
/// <list type="number">
/// <item>Start the receiver; make a project and its destinations.</item>
/// <item>Publish the sample events, showing their deliveries meanwhile.</item>
/// <item>Follow the deliveries until nothing but the paused destination's is left, then resume that one.</item>
/// <item>Sum up and compare with what was to be expected.</item>
/// <item>Go the other way: a signed push starts an agent (<see cref="DemoLoop"/>).</item>
/// </list>
/// </summary>
internal sealed class DemoRun(RunningStandalone running, DemoScreen screen, TimeProvider clock)
{
    private static readonly TimeSpan BetweenEvents = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan BetweenPolls = TimeSpan.FromMilliseconds(200);

    /// <summary>Twice what it takes on a slow machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <returns>The exit code: 0 when every delivery went as planned.</returns>
    public async Task<int> PlayAsync(CancellationToken cancellationToken)
    {
        using var http = CreateHttp();
        await using var receiver = await DemoReceiver.StartAsync(DemoPlan.Destinations, cancellationToken); // 1
        var project = await DemoProject.CreateAsync(running.App.Services, http, clock, cancellationToken);
        await SetUpAsync(project, receiver, cancellationToken);
        var lines = new LifeLines(project, screen);
        await PublishAsync(project, lines, cancellationToken); // 2
        if (await FollowAsync(lines, DeliveryState.Held, cancellationToken)) // 3
        {
            await ResumeAsync(project, cancellationToken);
            await FollowAsync(lines, null, cancellationToken);
        }

        screen.Say(DemoSummary.Of(lines, receiver.Received)); // 4
        var result = Judge(
            DemoChecks.FindDifferences(DemoPlan.Destinations, lines.Published, lines.Deliveries, receiver.Received), project);
        return await new DemoLoop(project, http, screen, clock).PlayAsync(cancellationToken) ? result : 1; // 5
    }

    /// <summary>Without a proxy: whatever the environment names could not reach this machine's loopback.</summary>
    private HttpClient CreateHttp()
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
#pragma warning disable RS0030 // The demo is a program of its own that calls its own API: this is its one place of construction.
        return new HttpClient(handler, disposeHandler: true) { BaseAddress = running.Address };
#pragma warning restore RS0030
    }

    private async Task SetUpAsync(DemoProject project, DemoReceiver receiver, CancellationToken cancellationToken)
    {
        screen.Say($"\nThe project {project.Id} of the tenant {DemoProject.TenantId} gets {DemoPlan.Destinations.Count} destinations:");
        foreach (var destination in DemoPlan.Destinations)
        {
            var url = receiver.UrlOf(destination);
            receiver.Trust(destination, await project.AddDestinationAsync(destination, url, cancellationToken));
            screen.Say($"  {destination.Id,-12}{url,-36}{destination.Description}");
        }
    }

    private async Task PublishAsync(DemoProject project, LifeLines lines, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var events = DemoEvent.CreateAll(now);
        screen.Say($"\nPublishing {events.Count} events. A line for each attempt as it happens:\n");
        screen.Begin(now);
        foreach (var demoEvent in events)
        {
            var published = await project.Client.PublishEventAsync(demoEvent.Request, cancellationToken: cancellationToken);
            screen.ShowPublished(clock.GetUtcNow(), demoEvent);
            lines.Add(published.Id, demoEvent);
            await Task.Delay(BetweenEvents, clock, cancellationToken);
            await lines.PollAsync(cancellationToken);
        }
    }

    /// <summary>Shows what happens until every delivery is final or in the given state; false when that takes too long.</summary>
    private async Task<bool> FollowAsync(LifeLines lines, string? alsoWellAt, CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow() + Patience;
        while (!lines.Deliveries.All(delivery => delivery.FinishedAt is not null || delivery.State == alsoWellAt))
        {
            if (clock.GetUtcNow() > deadline)
            {
                screen.Say($"\nNot finished after {Patience.TotalSeconds:F0} s; giving up.");
                return false;
            }

            await Task.Delay(BetweenPolls, clock, cancellationToken);
            await lines.PollAsync(cancellationToken);
        }

        return true;
    }

    private async Task ResumeAsync(DemoProject project, CancellationToken cancellationToken)
    {
        foreach (var destination in DemoPlan.Destinations.Where(static destination => destination.StartsPaused))
        {
            screen.Say($"\nResuming the destination {destination.Id}: what was held for it is sent now.\n");
            await project.ResumeAsync(destination, cancellationToken);
        }
    }

    private int Judge(IReadOnlyList<string> differences, DemoProject project)
    {
        if (differences.Count == 0)
        {
            screen.Say("Every delivery went as expected.");
            return 0;
        }

        screen.Say($"Not as expected in the project {project.Id}:\n  {string.Join("\n  ", differences)}");
        return 1;
    }
}
