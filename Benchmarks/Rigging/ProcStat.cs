using System.Globalization;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>The figures of a process that Linux shows in /proc/ID/stat.</summary>
/// <param name="Id">The process.</param>
/// <param name="Parent">Its parent.</param>
/// <param name="OwnTicks">Its processor time, user and system.</param>
/// <param name="EndedChildrenTicks">That of its children that have ended.</param>
internal sealed record ProcStat(int Id, int Parent, long OwnTicks, long EndedChildrenTicks)
{
    /// <summary>null for a process that has ended.</summary>
    public static ProcStat? Read(int id)
    {
        try
        {
            // The fields behind the name, which may contain anything.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number], CultureInfo.InvariantCulture);
            return new ProcStat(id, (int)Field(1), Field(11) + Field(12), Field(13) + Field(14));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The processes that a process has started and that live.</summary>
    public static IReadOnlyList<ProcStat> ChildrenOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(
                folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? Read(id)
                    : null)
            .OfType<ProcStat>()
            .Where(stat => stat.Parent == parent),
    ];
}
