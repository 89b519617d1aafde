using System.Globalization;

namespace Webhooks.Standalone.Demo;

/// <summary>
/// The output: aligned columns, colour only on a terminal, and there a last line that says what it is waiting for.
/// </summary>
internal sealed class DemoScreen
{
    private const string Grey = "90";
    private const string Red = "31";
    private const string Green = "32";
    private const string Yellow = "33";
    private const string Cyan = "36";

    private readonly TextWriter output;
    private readonly bool isTerminal;
    private readonly bool hasColour;
    private DateTimeOffset started;
    private string? status;

    private DemoScreen(TextWriter output, bool isTerminal, bool hasColour)
    {
        this.output = output;
        this.isTerminal = isTerminal;
        this.hasColour = hasColour;
    }

    /// <summary>Standard output. <c>NO_COLOR</c> as https://no-color.org says: set and not empty.</summary>
    public static DemoScreen OfConsole()
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new DemoScreen(Console.Out, isTerminal, isTerminal && Environment.GetEnvironmentVariable("NO_COLOR") is null or "");
    }

    public void Say(string text)
    {
        ClearStatus();
        output.WriteLine(text);
        output.Flush();
    }

    /// <summary>Writes the head of the columns; the times count from now on.</summary>
    public void Begin(DateTimeOffset now)
    {
        started = now;
        Say(Painted(Grey, Columns("time", "event", "destination", "attempt", "result", "took", "verdict") + "state"));
    }

    public void ShowPublished(DateTimeOffset at, DemoEvent published) =>
        Say(Painted(Grey, Columns(Since(at), published.Label, $"published for the agent {published.AgentId}").TrimEnd()));

    public void Show(LifeLine line)
    {
        var before = Columns(
            Since(line.At), line.Event, line.Destination, line.Attempt?.ToString(CultureInfo.InvariantCulture) ?? "-", line.Result ?? "-",
            line.Took is { } took ? Text(took) : "-", line.Verdict ?? "-");
        Say(before + Painted(ColourOf(line.Verdict), line.State));
    }

    /// <summary>Replaces the last line, so that a wait does not look like a hang.</summary>
    public void ShowStatus(string text)
    {
        if (isTerminal && text != status)
        {
            output.Write($"\r\e[K{Painted(Grey, text)}");
            output.Flush();
            status = text;
        }
    }

    public void ClearStatus()
    {
        if (status is not null)
        {
            output.Write("\r\e[K");
            status = null;
        }
    }

    private static string Columns(
        string time, string published, string destination, string attempt = "", string result = "", string took = "",
        string verdict = "") =>
        $"{time,7}  {published,-25}{destination,-12}{attempt,-9}{result,-9}{took,-8}{verdict,-11}";

    private static string Text(TimeSpan took) => took.TotalMilliseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:F1} ms"),
        < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:F0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:F1} s"),
    };

    private static string ColourOf(string? verdict) => verdict switch
    {
        "delivered" => Green,
        "retry" => Yellow,
        null => Cyan, // No attempt: held.
        _ => Red,
    };

    private string Since(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{(at - started).TotalSeconds:F1} s");

    private string Painted(string colour, string text) => hasColour ? $"\e[{colour}m{text}\e[0m" : text;
}
