using System.CommandLine;
using Npgsql;
using Webhooks.ServiceDefaults;
using Webhooks.Standalone.Demo;

namespace Webhooks.Standalone;

/// <summary>
/// The command line: <c>up</c> (also without a word), <c>migrate</c>, <c>sign-in-link</c>, <c>demo</c>, <c>receiver</c>, <c>postgres</c>.
/// </summary>
internal static class StandaloneCommands
{
    private static readonly Option<int> Port = new("--port")
    {
        Description = "Port of API and dashboard on 127.0.0.1; 0 takes a free one.",
        DefaultValueFactory = static _ => 5080,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of the embedded PostgreSQL.",
        DefaultValueFactory = static _ => ".data",
    };

    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Do not open the dashboard in a browser." };

    private static readonly Option<string?> ConnectionString = new("--connection-string")
    {
        Description = "Use this PostgreSQL instead of the embedded one "
            + "(also ConnectionStrings:hooksdb in the configuration, where a password belongs).",
    };

    private const string PasswordIsSeen =
        $"The password in --connection-string could be read by every user of this machine. Put the text into the environment variable "
        + $"ConnectionStrings__{ServiceNames.Database} instead, or only the password into PGPASSWORD or a file .pgpass.";

    private static readonly Option<int> Wait = new("--wait")
    {
        Description = "Seconds to wait for a database that does not answer yet.",
    };

    private static readonly Option<int?> ReceiverPort = new("--port")
    {
        Description = "Port on 127.0.0.1; left out, the addresses in ASPNETCORE_URLS are taken.",
    };

    private static readonly Option<int> PostgresPort =
        new("--port") { Description = "Port of PostgreSQL on 127.0.0.1; left out or 0, it takes a free one." };

    private static readonly Option<int> DemoPort = new("--port") { Description = "Port of the API on 127.0.0.1; 0 takes a free one." };

    private static readonly Option<string?> DemoData = new("--data")
    {
        Description = "Keep the database in this folder; left out, it lies in a temporary one that is removed at the end.",
    };

    private static readonly Option<string?> DemoConnectionString = new("--connection-string")
    {
        Description = "Use this PostgreSQL instead of the embedded one. What waits in it is sent too, with the demo's short time-out.",
    };

    /// <summary>
    /// Signals are ours: the library's own handling ends the process two seconds after the first, before anything has drained.
    /// </summary>
    public static InvocationConfiguration Invocation { get; } = new() { ProcessTerminationTimeout = null };

    /// <summary>The root command; a new subcommand is added to the list here.</summary>
    public static RootCommand Create()
    {
        foreach (var port in new[] { Port, DemoPort, PostgresPort })
        {
            port.Validators.Add(static result =>
            {
                if (result.GetValueOrDefault<int>() is < 0 or > 65535)
                {
                    result.AddError("--port takes a number from 0 to 65535.");
                }
            });
        }

        foreach (var text in new[] { ConnectionString, DemoConnectionString })
        {
            text.Validators.Add(static result =>
            {
                if (HasPassword(result.GetValueOrDefault<string?>()))
                {
                    result.AddError(PasswordIsSeen);
                }
            });
        }

        var root = new RootCommand("Webhooks: API, delivery worker and dashboard in one process.");
        Command[] commands = [Up(), Migrate(), SignInLink(), Demo(), Receiver(), Postgres()];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        AddUpOptions(root);
        return root;
    }

    private static bool HasPassword(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Password is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false; // The connection that uses it says what is wrong with it.
        }
    }

    private static Command Up()
    {
        var up = new Command("up", "Runs everything on this machine (the default).");
        AddUpOptions(up);
        return up;
    }

    private static void AddUpOptions(Command command)
    {
        Add(command, Port, Data, NoBrowser, ConnectionString);
        command.SetAction((parsed, _) => StandaloneProcess.RunAsync(stopping => UpCommand.RunAsync(Settings(parsed), stopping)));
    }

    private static Command Migrate()
    {
        var migrate = new Command("migrate", "Brings the database to the current schema and ends.");
        Add(migrate, Data, ConnectionString, Wait);
        migrate.SetAction((parsed, _) => StandaloneProcess.RunAsync(stopping => MigrateCommand.RunAsync(Settings(parsed), stopping)));
        return migrate;
    }

    private static Command SignInLink()
    {
        var link = new Command("sign-in-link", "Makes a link by which one person becomes an administrator; it works once, for an hour.");
        Add(link, Port, Data, ConnectionString);
        link.SetAction((parsed, _) => StandaloneProcess.RunAsync(stopping => SignInLinkCommand.RunAsync(Settings(parsed), stopping)));
        return link;
    }

    private static Command Demo()
    {
        var demo = new Command("demo", "Publishes sample events to a built-in receiver and shows each delivery.");
        Add(demo, DemoData, DemoConnectionString, DemoPort);
        demo.SetAction((parsed, _) => StandaloneProcess.RunAsync(stopping => DemoCommand.RunAsync(DemoSettings(parsed), stopping)));
        return demo;
    }

    private static Command Receiver()
    {
        var receiver = new Command("receiver", "Receives deliveries, prints them and answers 204.");
        Add(receiver, ReceiverPort);
        receiver.SetAction(
            (parsed, _) => StandaloneProcess.RunAsync(stopping => ReceiverCommand.RunAsync(parsed.GetValue(ReceiverPort), stopping)));
        return receiver;
    }

    private static Command Postgres()
    {
        var postgres = new Command("postgres", "Runs the embedded PostgreSQL alone; other processes use it by connection string.");
        Add(postgres, Data, PostgresPort);
        postgres.SetAction((parsed, _) => StandaloneProcess.RunAsync(
            stopping => PostgresCommand.RunAsync(Settings(parsed).DataFolder, parsed.GetValue(PostgresPort), stopping)));
        return postgres;
    }

    private static void Add(Command command, params IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    private static StandaloneSettings Settings(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(Port),
        DataFolder = Path.GetFullPath(parsed.GetValue(Data)!), // has a default
        OpenBrowser = !parsed.GetValue(NoBrowser),
        ConnectionString = parsed.GetValue(ConnectionString),
        DatabasePatience = TimeSpan.FromSeconds(parsed.GetValue(Wait)),
    };

    private static StandaloneSettings DemoSettings(ParseResult parsed)
    {
        var connectionString = parsed.GetValue(DemoConnectionString);
        var data = parsed.GetValue(DemoData);
        var isTemporary = data is null && connectionString is null;
        return new StandaloneSettings
        {
            Port = parsed.GetValue(DemoPort),
            DataFolder = isTemporary ? DemoCommand.CreateTemporaryFolder() : Path.GetFullPath(data ?? "."),
            DeleteData = isTemporary,
            ConnectionString = connectionString,
        };
    }
}
