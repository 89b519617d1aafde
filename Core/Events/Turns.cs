using System.Runtime.InteropServices;

namespace Webhooks.Core.Events;

/// <summary>
/// Makes requests for the same thing take turns inside this process. Requests that the database would serialise anyway then wait without a
/// connection, so however many there are, connections remain for other requests.
/// </summary>
internal sealed class Turns<TKey>
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Turn> turns = [];

    /// <summary>Waits for the turn, which lasts until the result is disposed.</summary>
    public async Task<IDisposable> TakeAsync(TKey key, CancellationToken cancellationToken)
    {
        Turn? turn;
        lock (gate)
        {
            turn = CollectionsMarshal.GetValueRefOrAddDefault(turns, key, out _) ??= new Turn(this, key);
            turn.Wanted++;
        }

        try
        {
            await turn.Free.WaitAsync(cancellationToken);
            return turn;
        }
        catch
        {
            Leave(turn);
            throw;
        }
    }

    private void Leave(Turn turn)
    {
        lock (gate)
        {
            if (--turn.Wanted == 0)
            {
                turns.Remove(turn.Key);
                turn.Free.Dispose();
            }
        }
    }

    private sealed class Turn(Turns<TKey> all, TKey key) : IDisposable
    {
        public TKey Key => key;

        public SemaphoreSlim Free { get; } = new(1, 1);

        /// <summary>How many callers have the turn or wait for it.</summary>
        public int Wanted { get; set; }

        public void Dispose()
        {
            Free.Release();
            all.Leave(this);
        }
    }
}
