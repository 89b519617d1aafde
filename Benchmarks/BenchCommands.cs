using System.CommandLine;
using System.CommandLine.Parsing;
using Webhooks.Benchmarks.Scenarios;
using Webhooks.Benchmarks.Sink;
using Webhooks.Standalone;

namespace Webhooks.Benchmarks;

/// <summary>The command line: one subcommand per scenario, <c>all</c>, and without a word the list of them.</summary>
internal static class BenchCommands
{
    private static readonly Option<FileInfo?> Json =
        new("--json") { Description = "Also write the figures to this file.", HelpName = "FILE" };

    private static readonly Option<int?> Seconds =
        new("--seconds") { Description = "How long to measure, where a scenario measures for a time.", HelpName = "N" };

    private static readonly Option<int?> Events = new("--events") { Description = "How many events the backlog has.", HelpName = "N" };

    private static readonly Option<int?> Destinations =
        new("--destinations") { Description = "Over how many destinations the events are spread.", HelpName = "N" };

    private static readonly Option<bool> Quick =
        new("--quick") { Description = "Smaller backlogs and shorter times; the report says which." };

    private static readonly Option<int?> Rate = new("--rate") { Description = "Events a second, for chaos.", HelpName = "N" };

    private static readonly Option<int?> Seed =
        new("--seed") { Description = "Deals the blows of chaos in the same order again.", HelpName = "N" };

    private static readonly Option<int> Port = new("--port") { Required = true };

    private static readonly Option<int> ControlPort = new("--control-port") { Required = true };

    static BenchCommands()
    {
        AtLeastOne(Seconds, 3_600);
        AtLeastOne(Events, 10_000_000);
        AtLeastOne(Destinations, 1_000);
        AtLeastOne(Rate, 10_000);
        AtLeastOne(Seed, int.MaxValue);
    }

    public static RootCommand Create(TimeProvider clock)
    {
        var root = new RootCommand("Measures the service against the limit of this machine or against its own alternative.");
        foreach (var scenario in Scenario.All)
        {
            root.Subcommands.Add(CommandFor(scenario.Name, scenario.Summary, [scenario], clock));
        }

        root.Subcommands.Add(CommandFor("all", "All of them, one after the other.", Scenario.All, clock));
        root.Subcommands.Add(SinkCommand(clock));
        root.SetAction(static _ =>
        {
            Console.WriteLine("Usage: ./webhooks bench SCENARIO [--quick] [--json FILE] [--seconds N]\n");
            foreach (var scenario in Scenario.All)
            {
                Console.WriteLine($"  {scenario.Name,-10} {scenario.Summary}");
            }

            Console.WriteLine($"  {"all",-10} all of them, one after the other");
        });
        return root;
    }

    private static Command CommandFor(string name, string summary, IReadOnlyList<Scenario> scenarios, TimeProvider clock)
    {
        var command = new Command(name, summary) { Json, Seconds, Events, Destinations, Quick, Rate, Seed };
        command.SetAction((parsed, _) => StandaloneProcess.RunAsync(stopping =>
        {
            var run = new ScenarioRun
            {
                Clock = clock,
                Say = Console.Error.WriteLine,
                ChosenSeconds = parsed.GetValue(Seconds),
                ChosenEvents = parsed.GetValue(Events),
                ChosenDestinations = parsed.GetValue(Destinations),
                ChosenRate = parsed.GetValue(Rate),
                ChosenSeed = parsed.GetValue(Seed),
                Quick = parsed.GetValue(Quick),
            };
            return BenchProgram.RunAsync(scenarios, run, parsed.GetValue(Json), stopping);
        }));
        return command;
    }

    /// <summary>Not for people: the receiver that the scenarios start beside themselves.</summary>
    private static Command SinkCommand(TimeProvider clock)
    {
        var command = new Command(SinkHost.CommandName) { Port, ControlPort };
        command.Hidden = true;
        command.SetAction((parsed, _) => SinkHost.RunAsync(parsed.GetValue(Port), parsed.GetValue(ControlPort), clock));
        return command;
    }

    private static void AtLeastOne(Option<int?> option, int most) => option.Validators.Add((OptionResult result) =>
    {
        if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value < 1 || value > most))
        {
            result.AddError($"{option.Name} takes a number from 1 to {most}.");
        }
    });
}
