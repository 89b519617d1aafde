namespace Webhooks.Core.Queue;

/// <summary>
/// Where the runs of a project's agents are kept in queue and log: in the tables of its events and deliveries, under its number negated.
/// So a run is claimed, leased, attempted and recorded by the same statements as any delivery, and no list, chart or ledger of the
/// project's events contains it (docs/decisions/0022).
/// </summary>
public static class RunBook
{
    /// <summary>The number that the runs of a project are stored under; given that number, the project's.</summary>
    public static long Of(long projectNo) => -projectNo;

    /// <summary>Whether a row with this number is a run.</summary>
    public static bool Has(long projectNo) => projectNo < 0;
}
