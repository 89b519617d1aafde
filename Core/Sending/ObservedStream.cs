using System.Runtime.CompilerServices;

namespace Webhooks.Core.Sending;

/// <summary>
/// A connection of HTTP/1.1 that notes for each message whether it was the first one on it, and whether anything came back. The handler
/// reveals neither; and the message it opened a connection for is often not the one it then sends on it.
/// </summary>
/// <param name="inner">The connection; disposed with this.</param>
/// <param name="sending">The course of the message that the calling code is sending.</param>
internal sealed class ObservedStream(Stream inner, AsyncLocal<AttemptCourse?> sending) : Stream
{
    private AttemptCourse? current;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        NoteWrite();
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        NoteWrite();
        inner.Write(buffer, offset, count);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(buffer, cancellationToken);
        return read.IsCompletedSuccessfully ? new(NoteRead(read.Result)) : NoteReadAsync(read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => NoteRead(inner.Read(buffer, offset, count));

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // A message is written in the flow of its sender, headers and body alike; the first write of another one is a reuse.
    private void NoteWrite()
    {
        var before = Volatile.Read(ref current);
        if (sending.Value is { } course && course != before)
        {
            course.Observe(before is not null);
            Volatile.Write(ref current, course);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> NoteReadAsync(ValueTask<int> read) => NoteRead(await read.ConfigureAwait(false));

    private int NoteRead(int count)
    {
        if (count > 0 && Volatile.Read(ref current) is { } course)
        {
            course.AnswerBegan = true;
        }

        return count;
    }
}
