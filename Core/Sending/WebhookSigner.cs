using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Sending;

/// <summary>
/// Writes the <c>webhook-signature</c> header of Standard Webhooks 1.0.0: for each live secret <c>v1,</c> and the base64 of the
/// HMAC-SHA256 over <c>{webhook-id}.{webhook-timestamp}.{body}</c>, separated by spaces.
/// </summary>
public static class WebhookSigner
{
    private const string Version = "v1,";

    // "v1," and 44 characters of base64 for the 32 bytes of the hash.
    private const int SignatureLength = 47;
    private const int LongestTimestamp = 20;
    private const int StackBytes = 2048;

    /// <summary>The header value.</summary>
    /// <param name="id">The <c>webhook-id</c>.</param>
    /// <param name="timestamp">The <c>webhook-timestamp</c> of this attempt, in Unix seconds.</param>
    /// <param name="body">The exact bytes of the body.</param>
    /// <param name="secrets">The live secrets; the signatures keep their order.</param>
    /// <returns>The value, empty when there is no secret.</returns>
    public static string Sign(string id, long timestamp, ReadOnlySpan<byte> body, IReadOnlyList<SigningSecret> secrets)
    {
        // One copy of the body serves every secret, and costs less than handing each hash its content in parts.
        var longest = Encoding.UTF8.GetMaxByteCount(id.Length) + LongestTimestamp + 2 + body.Length;
        byte[]? rented = null;
        var content = longest <= StackBytes
            ? stackalloc byte[StackBytes]
            : (rented = ArrayPool<byte>.Shared.Rent(longest)).AsSpan();
        try
        {
            var length = WriteContent(id, timestamp, body, content);
            return WriteSignatures(content[..length], secrets);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static int WriteContent(string id, long timestamp, ReadOnlySpan<byte> body, Span<byte> content)
    {
        var length = Encoding.UTF8.GetBytes(id, content);
        content[length++] = (byte)'.';
        timestamp.TryFormat(content[length..], out var digits);
        length += digits;
        content[length++] = (byte)'.';
        body.CopyTo(content[length..]);
        return length + body.Length;
    }

    private static string WriteSignatures(ReadOnlySpan<byte> content, IReadOnlyList<SigningSecret> secrets)
    {
        if (secrets.Count == 0)
        {
            return string.Empty;
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var valueLength = (secrets.Count * (SignatureLength + 1)) - 1;
        var value = valueLength <= 512 ? stackalloc char[valueLength] : new char[valueLength];
        var at = 0;
        for (var i = 0; i < secrets.Count; i++)
        {
            if (i > 0)
            {
                value[at++] = ' ';
            }

            secrets[i].Sign(content, hash);
            Version.CopyTo(value[at..]);
            Convert.TryToBase64Chars(hash, value[(at + Version.Length)..], out _);
            at += SignatureLength;
        }

        return new string(value);
    }
}
