using System.Buffers;

namespace Webhooks.Core.Sending;

/// <summary>The part of a response body that is kept with the attempt.</summary>
/// <param name="Body">The first bytes, as many as the attempt keeps.</param>
/// <param name="Truncated">True when the body went on.</param>
internal readonly record struct ResponseCapture(byte[] Body, bool Truncated)
{
    /// <summary>
    /// Reads a body up to <see cref="AttemptResult.MaxResponseBytesRead"/>. Reading past the kept part is worth while because the
    /// connection of a body read to its end can be used again; a longer body costs the connection when the response is disposed.
    /// </summary>
    /// <param name="content">The body.</param>
    /// <param name="keep">Bytes to keep.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async ValueTask<ResponseCapture> ReadAsync(HttpContent content, int keep, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is 0)
        {
            return new ResponseCapture([], false);
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(keep);
        try
        {
            var kept = await stream.ReadAtLeastAsync(
                buffer.AsMemory(0, keep),
                keep,
                throwOnEndOfStream: false,
                cancellationToken).ConfigureAwait(false);
            var body = buffer.AsSpan(0, kept).ToArray();
            if (kept < keep)
            {
                return new ResponseCapture(body, false);
            }

            var more = await SkipAsync(stream, buffer, keep, cancellationToken).ConfigureAwait(false);
            return new ResponseCapture(body, more);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<bool> SkipAsync(Stream stream, byte[] buffer, int kept, CancellationToken cancellationToken)
    {
        // At least one byte more, to know whether there is any.
        var left = Math.Max(1, AttemptResult.MaxResponseBytesRead - kept);
        var any = false;
        while (left > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, left)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            any = true;
            left -= read;
        }

        return any;
    }
}
