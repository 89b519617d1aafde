using System.Net.Sockets;
using System.Text;

namespace Webhooks.Tests.Support;

/// <summary>What an <see cref="Answer"/> can do with the connection its request came over.</summary>
internal sealed class AnswerChannel(Socket socket, Stream stream, Action<int> count, CancellationToken stopping)
{
    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stopping);
        count(bytes.Length);
    }

    /// <summary>Ends with an <see cref="IOException"/> when the sender has left.</summary>
    public async Task WriteForeverAsync(byte[] bytes)
    {
        while (true)
        {
            await WriteAsync(bytes);
        }
    }

    /// <summary>Ends with an <see cref="IOException"/> when the sender has left.</summary>
    public async Task DripAsync(string first, TimeSpan interval)
    {
        for (var i = 0; ; i++)
        {
            await WriteAsync([i < first.Length ? (byte)first[i] : (byte)'x']);
            await Task.Delay(interval, stopping);
        }
    }

    public async Task WaitUntilSenderLeavesAsync()
    {
        var buffer = new byte[256];
        while (await stream.ReadAsync(buffer, stopping) > 0)
        {
            // Whatever else arrives is not of interest.
        }
    }

    /// <summary>
    /// A reset throws away what the other side has not read yet. There is no signal for "it has read it", so this waits a moment.
    /// </summary>
    public Task LetItArriveAsync() => Task.Delay(TimeSpan.FromMilliseconds(100), stopping);

    public Task PauseAsync(TimeSpan delay) => Task.Delay(delay, stopping);

    public void Reset()
    {
        // Closing without lingering discards the send queue and sends RST instead of FIN.
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
