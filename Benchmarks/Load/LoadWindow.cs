namespace Webhooks.Benchmarks.Load;

/// <summary>What a closed load got done in one go.</summary>
internal sealed record LoadWindow(TimeSpan Elapsed, double[] Milliseconds)
{
    public double PerSecond => Milliseconds.Length / Elapsed.TotalSeconds;
}
