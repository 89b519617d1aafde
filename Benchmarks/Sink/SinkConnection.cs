using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Webhooks.Benchmarks.Sink;

/// <summary>
/// One connection of the receiver: just enough HTTP/1.1 to take POSTs with a length and to answer at once. No HTTP stack, because what
/// the receiver costs is taken from what can be measured of the sender.
/// </summary>
internal sealed class SinkConnection(SinkLedger ledger, TimeProvider clock) : ConnectionHandler
{
    private static readonly byte[] Taken = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
    private static readonly byte[] Refused = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        var arrived = 0L;
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(connection.ConnectionClosed);
                var rest = read.Buffer;
                if (arrived == 0 && !rest.IsEmpty)
                {
                    arrived = clock.GetUtcNow().UtcTicks;
                }

                var answered = false;
                while (TryTake(ref rest, arrived, out var answer))
                {
                    output.Write(answer);
                    answered = true;
                    arrived = rest.IsEmpty ? 0 : clock.GetUtcNow().UtcTicks;
                }

                input.AdvanceTo(rest.Start, rest.End);
                if (answered)
                {
                    await output.FlushAsync(connection.ConnectionClosed);
                }

                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ConnectionResetException)
        {
            // The sender has gone, as it may.
        }
    }

    /// <summary>Takes one whole request from the start of what was read.</summary>
    private bool TryTake(ref ReadOnlySequence<byte> rest, long arrived, out byte[] answer)
    {
        answer = Taken;
        if (rest.IsEmpty)
        {
            return false;
        }

        var bytes = rest.IsSingleSegment ? rest.FirstSpan : rest.ToArray();
        var headEnd = bytes.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return false;
        }

        var head = bytes[..headEnd];
        var length = Utf8Parser.TryParse(Header(head, "content-length"u8), out long parsed, out _) ? parsed : 0;
        var end = headEnd + 4 + length;
        if (bytes.Length < end)
        {
            return false;
        }

        answer = ledger.Enter(Header(head, "webhook-id"u8), length, arrived) ? Taken : Refused;
        rest = rest.Slice(end);
        return true;
    }

    /// <summary>The value of the first header of this name, or nothing.</summary>
    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var line = head; !line.IsEmpty;)
        {
            var end = line.IndexOf((byte)'\n');
            var one = end < 0 ? line : line[..end];
            if (one.Length > name.Length && one[name.Length] == ':' && Ascii.EqualsIgnoreCase(one[..name.Length], name))
            {
                return one[(name.Length + 1)..].Trim(" \r"u8);
            }

            line = end < 0 ? [] : line[(end + 1)..];
        }

        return [];
    }
}
