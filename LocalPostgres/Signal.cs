namespace Webhooks.LocalPostgres;

/// <summary>The signals PostgreSQL is stopped with; the numbers are the same on Linux and macOS.</summary>
internal enum Signal
{
    /// <summary>Fast stop: ends sessions, writes a checkpoint.</summary>
    Interrupt = 2,

    /// <summary>Immediate stop: recovers at the next start.</summary>
    Quit = 3,

    /// <summary>The operating system ends the process.</summary>
    Kill = 9,
}
