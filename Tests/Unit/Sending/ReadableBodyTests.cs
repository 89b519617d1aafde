using System.IO.Compression;
using System.Text;
using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class ReadableBodyTests
{
    private const int Keep = 1_000;
    private const string Text = "Grüße, 3 €";

    [Theory]
    [InlineData("text/plain; charset=iso-8859-15", "iso-8859-15")]
    [InlineData("text/html;charset=\"windows-1252\"", "windows-1252")]
    [InlineData("application/json; charset=UTF-16", "utf-16")]
    [InlineData("text/plain; charset=utf-8", "utf-8")]
    [InlineData("text/plain", "utf-8")]
    [InlineData("text/plain; charset=klingon", "utf-8")]
    [InlineData("text/plain; charset=utf-7", "utf-8")]
    [InlineData("no media type; charset", "utf-8")]
    public void Text_is_read_by_the_declared_charset(string contentType, string charset)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);

        Assert.Equal((Text, false), Read(encoding.GetBytes(Text), contentType));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("br")]
    [InlineData("deflate")]
    public void Compressed_text_is_unpacked(string encoding) =>
        Assert.Equal((Text, false), Read(Pack(Encoding.UTF8.GetBytes(Text), encoding), "text/plain", encoding));

    [Fact]
    public void What_is_unpacked_is_cut_where_everything_is()
    {
        var packed = Pack(new byte[100_000_000], "gzip")[..Keep];

        var (text, truncated) = Read(packed, null, "gzip");

        Assert.Equal((Keep, true), (text.Length, truncated));
    }

    [Fact]
    public void The_start_of_text_that_was_cut_off_is_unpacked()
    {
        var numbers = string.Join(' ', Enumerable.Range(0, 500));
        var packed = Pack(Encoding.UTF8.GetBytes(numbers), "gzip");

        var (text, _) = Read(packed[..(packed.Length / 2)], null, "gzip");

        Assert.StartsWith(text, numbers, StringComparison.Ordinal);
        Assert.NotEmpty(text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public void What_is_not_what_it_says_stays_as_it_came(string encoding) =>
        Assert.Equal((Text, false), Read(Encoding.UTF8.GetBytes(Text), "text/plain", encoding));

    private static (string Text, bool Truncated) Read(byte[] body, string? contentType, string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        var readable = ReadableBody.Of(new ResponseCapture(body, Truncated: false), content.Headers, Keep);
        return (Encoding.UTF8.GetString(readable.Body), readable.Truncated);
    }

    private static byte[] Pack(byte[] text, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
        {
            packing.Write(text);
        }

        return packed.ToArray();
    }
}
