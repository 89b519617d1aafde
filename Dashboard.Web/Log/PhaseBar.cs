namespace Webhooks.Dashboard.Web.Log;

/// <summary>A phase of an attempt, as a bar of a waterfall.</summary>
/// <param name="Kind">Name of its colour.</param>
/// <param name="Text">What people read.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Offset">Where it begins, in per cent of the whole attempt.</param>
/// <param name="Width">How wide it is, in per cent of the whole attempt.</param>
internal sealed record PhaseBar(string Kind, string Text, double Milliseconds, double Offset, double Width);
