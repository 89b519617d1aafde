using System.Buffers;
using System.Text;
using System.Text.Json;
using Webhooks.Core.Events;

namespace Webhooks.Tests.Unit.Events;

public sealed class PlainJsonEncoderTests
{
    [Fact]
    public void Every_character_is_written_as_itself_unless_JSON_demands_an_escape()
    {
        for (var scalar = 0; scalar <= 0x10FFFF; scalar++)
        {
            if (!Rune.IsValid(scalar))
            {
                continue;
            }

            var text = new Rune(scalar).ToString();
            var written = Write(text);
            var isEscaped = scalar is < ' ' or '"' or '\\';
            Assert.True(isEscaped ? written.Length <= 8 && written[1] == '\\' : written == $"\"{text}\"", $"U+{scalar:X4} is {written}");
            Assert.True(text == JsonSerializer.Deserialize<string>(written), $"U+{scalar:X4} is read from {written} as something else");
        }
    }

    [Theory]
    [InlineData("\b\t\n\f\r\"\\/", """
        "\b\t\n\f\r\"\\/"
        """)]
    [InlineData("\0\u0001\u000f\u0010\u001f", """
        "\u0000\u0001\u000F\u0010\u001F"
        """)]
    [InlineData("a\n😀\u007f\u2028é\uffff\"", "\"a\\n😀\u007f\u2028é\uffff\\\"\"")]
    public void Escapes_are_the_short_ones_and_stand_amid_other_text(string text, string expected) =>
        Assert.Equal(expected, Write(text));

    [Theory]
    [InlineData(new[] { 'a', '\ud83d' }, "a\ufffd")]
    [InlineData(new[] { '\ude00', 'a' }, "\ufffda")]
    [InlineData(new[] { '\ud83d', '\ud83d', '\ude00', '\n' }, "\ufffd😀\n")]
    public void Half_of_a_pair_becomes_the_replacement_character(char[] text, string expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize<string>(Write(new string(text))));

    [Fact]
    public void Bytes_that_are_no_text_become_the_replacement_character()
    {
        var written = Write(writer => writer.WriteStringValue([(byte)'a', 0xFF, (byte)'"', 0xF0, 0x9F, 0x98, 0x80, 0xC3]));

        Assert.Equal("a\ufffd\"😀\ufffd", JsonSerializer.Deserialize<string>(written));
    }

    [Fact]
    public void Text_that_was_escaped_without_need_is_written_plain_and_numbers_stay_as_they_are()
    {
        using var document = JsonDocument.Parse("""{ "\u0065\u007f" : ["\ud83d\ude00\u00e9\n\/", 1.50e+03, -0.0 ] }""");

        Assert.Equal("{\"e\u007f\":[\"😀é\\n/\",1.50e+03,-0.0]}", Write(document.RootElement.WriteTo));
    }

    private static string Write(string text)
    {
        var written = Write(writer => writer.WriteStringValue(text));
        Assert.Equal(written, Write(writer => writer.WriteStringValue(Encoding.UTF8.GetBytes(text))));
        return written;
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PlainJsonEncoder.Compact))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
