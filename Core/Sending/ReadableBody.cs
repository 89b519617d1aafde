using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Webhooks.Core.Sending;

/// <summary>
/// Makes UTF-8 text of the kept part of a response body: unpacks it if it is compressed, and reads it by the charset it declares.
/// </summary>
internal static class ReadableBody
{
    /// <summary>The kept part as UTF-8; the same bytes when nothing is declared or the declaration is wrong.</summary>
    /// <param name="kept">The kept part of the body.</param>
    /// <param name="headers">The headers of the body.</param>
    /// <param name="keep">Bytes to keep, also after unpacking.</param>
    public static ResponseCapture Of(ResponseCapture kept, HttpContentHeaders headers, int keep)
    {
        if (kept.Body.Length == 0)
        {
            return kept;
        }

        var unpacked = headers.NonValidated.TryGetValues("Content-Encoding", out var encoding)
            ? Unpack(kept, encoding.ToString().Trim().ToLowerInvariant(), keep)
            : kept;
        if (!headers.NonValidated.TryGetValues("Content-Type", out var type) || CharsetOf(type.ToString()) is not { } charset)
        {
            return unpacked;
        }

        var text = Encoding.UTF8.GetBytes(charset.GetString(unpacked.Body));
        return new ResponseCapture(text[..Math.Min(text.Length, keep)], unpacked.Truncated || text.Length > keep);
    }

    private static ResponseCapture Unpack(ResponseCapture packed, string encoding, int keep)
    {
        using var source = new MemoryStream(packed.Body, writable: false);
        using Stream? unpacking = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "deflate" => new ZLibStream(source, CompressionMode.Decompress),
            _ => null,
        };
        if (unpacking is null)
        {
            return packed;
        }

        // One more byte shows whether there is more.
        var text = new byte[keep + 1];
        var length = 0;
        try
        {
            while (length < text.Length && unpacking.Read(text, length, text.Length - length) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or EndOfStreamException)
        {
            // Cut off, or not in the declared format: the part that could be read is kept.
        }

        return length == 0 ? packed : new ResponseCapture(text[..Math.Min(length, keep)], packed.Truncated || length > keep);
    }

    /// <summary>The declared charset; null when it is UTF-8, none or not known.</summary>
    private static Encoding? CharsetOf(string contentType)
    {
        // The usual cases first, before anything is parsed.
        if (!contentType.Contains("charset", StringComparison.OrdinalIgnoreCase)
            || contentType.EndsWith("utf-8", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParse(contentType, out var type)
            || type.CharSet?.Trim('"') is not { Length: > 0 } name)
        {
            return null;
        }

        try
        {
            var charset = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return charset is UTF8Encoding ? null : charset;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
