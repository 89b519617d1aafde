using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Webhooks.Tests.Support;

/// <summary>Reads HTTP/1.1 requests off one connection of a <see cref="FakeReceiver"/>.</summary>
internal sealed class FakeReceiverConnection(PipeReader reader, int connection, TimeProvider clock)
{
    private static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();

    /// <summary>The next request, not numbered yet, or null when the sender closed the connection.</summary>
    /// <param name="cancellationToken">The receiver stops.</param>
    public async Task<ReceivedRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadHeadAsync(cancellationToken) is not { } head)
        {
            return null;
        }

        var lines = head.Split("\r\n");
        var requestLine = lines[0].Split(' ');
        var headers = new List<KeyValuePair<string, string>>(lines.Length - 1);
        var length = 0L;
        var chunked = false;
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var header = KeyValuePair.Create(line[..colon], line[(colon + 1)..].Trim());
            headers.Add(header);
            if (header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                length = long.Parse(header.Value, CultureInfo.InvariantCulture);
            }

            chunked |= header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);
        }

        var body = chunked ? await ReadChunksAsync(cancellationToken) : await ReadExactlyAsync(length, cancellationToken);
        return new ReceivedRequest(0, connection, clock.GetUtcNow(), requestLine[0], requestLine[1], headers, body);
    }

    private async Task<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (FindHead(read.Buffer) is { } head)
            {
                reader.AdvanceTo(read.Buffer.GetPosition(head.Length + EndOfHeaders.Length));
                return Encoding.UTF8.GetString(head);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    private static ReadOnlySequence<byte>? FindHead(ReadOnlySequence<byte> buffer)
    {
        var sequence = new SequenceReader<byte>(buffer);
        return sequence.TryReadTo(out ReadOnlySequence<byte> head, EndOfHeaders) ? head : null;
    }

    private async Task<byte[]> ReadExactlyAsync(long length, CancellationToken cancellationToken)
    {
        if (length == 0)
        {
            return [];
        }

        var read = await reader.ReadAtLeastAsync((int)length, cancellationToken);
        if (read.Buffer.Length < length)
        {
            throw new EndOfStreamException("The sender closed the connection within the body.");
        }

        var body = read.Buffer.Slice(0, length);
        var bytes = body.ToArray();
        reader.AdvanceTo(body.End);
        return bytes;
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse(await ReadLineAsync(cancellationToken), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await body.WriteAsync(await ReadExactlyAsync(size, cancellationToken), cancellationToken);
            await ReadLineAsync(cancellationToken);
            if (size == 0)
            {
                return body.ToArray();
            }
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.ASCII.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                throw new EndOfStreamException("The sender closed the connection within the body.");
            }
        }
    }
}
