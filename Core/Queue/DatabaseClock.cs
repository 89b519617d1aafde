namespace Webhooks.Core.Queue;

/// <summary>
/// The database's time as this process knows it. That one clock decides which deliveries are due, so the clocks of the sending machines do
/// not matter. It advances with the process's own steady clock, which no change of the machine's time moves, and is corrected by each time
/// the database returns. Before the first one it is the machine's time. Thread-safe.
/// </summary>
/// <param name="machine">The machine's clock.</param>
public sealed class DatabaseClock(TimeProvider machine) : TimeProvider
{
    private readonly Lock gate = new();

    /// <summary>The database's time, less the time since <see cref="begin"/>, in ticks.</summary>
    private long offset = machine.GetUtcNow().UtcTicks;

    private readonly long begin = machine.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => At(machine.GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Takes in a time of the database. It was read somewhere between question and answer, so any offset that fits in between may be
    /// right: the clock is moved only when it does not, and then no further than to fit.
    /// </summary>
    /// <param name="askedAt"><see cref="GetTimestamp"/> when the question was sent.</param>
    /// <param name="databaseTime">The time the database returned.</param>
    /// <param name="answeredAt"><see cref="GetTimestamp"/> when the answer was there.</param>
    public void Correct(long askedAt, DateTimeOffset databaseTime, long answeredAt)
    {
        lock (gate)
        {
            var tooLate = At(askedAt) - databaseTime;
            var tooEarly = databaseTime - At(answeredAt);
            if (tooLate > TimeSpan.Zero)
            {
                Volatile.Write(ref offset, offset - tooLate.Ticks);
            }
            else if (tooEarly > TimeSpan.Zero)
            {
                Volatile.Write(ref offset, offset + tooEarly.Ticks);
            }
        }
    }

    private DateTimeOffset At(long timestamp) =>
        new(Volatile.Read(ref offset) + machine.GetElapsedTime(begin, timestamp).Ticks, TimeSpan.Zero);
}
