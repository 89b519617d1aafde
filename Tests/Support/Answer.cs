using System.Text;

namespace Webhooks.Tests.Support;

/// <summary>
/// What a <see cref="FakeReceiver"/> does with a request: a proper response, or one of the ways in which receivers misbehave.
/// Answers hold no state, so one may serve any number of requests.
/// </summary>
public sealed class Answer
{
    private readonly Func<AnswerChannel, Task> write;

    private Answer(string name, bool keepsConnection, Func<AnswerChannel, Task> write)
    {
        Name = name;
        KeepsConnection = keepsConnection;
        this.write = write;
    }

    /// <summary>The default of a receiver: 200 without a body.</summary>
    public static Answer Ok { get; } = Status(200);

    /// <summary>Reads the request and never answers, until the sender leaves.</summary>
    public static Answer Hang { get; } = new(nameof(Hang), false, channel => channel.WaitUntilSenderLeavesAsync());

    /// <summary>Closes the connection without a byte.</summary>
    public static Answer Close { get; } = new(nameof(Close), false, _ => Task.CompletedTask);

    /// <summary>Resets the connection (RST) without a byte.</summary>
    public static Answer Reset { get; } = new(nameof(Reset), false, channel =>
    {
        channel.Reset();
        return Task.CompletedTask;
    });

    /// <summary>Announces a body of 1,000 bytes, sends a few, then resets the connection.</summary>
    public static Answer ResetInBody { get; } = new(nameof(ResetInBody), false, async channel =>
    {
        await channel.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it");
        await channel.LetItArriveAsync();
        channel.Reset();
    });

    /// <summary>Announces a body of 1,000 bytes, sends a few, then closes the connection.</summary>
    public static Answer CloseInBody { get; } =
        new(nameof(CloseInBody), false, channel => channel.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it"));

    /// <summary>Sends bytes that are not HTTP and closes.</summary>
    public static Answer Garbage { get; } =
        new(nameof(Garbage), false, channel => channel.WriteAsync("\u0001\u0002 220 mail.example.com ready\r\n\u0003\r\n\r\n"));

    /// <summary>Sends header lines without end.</summary>
    public static Answer EndlessHeaders { get; } = new(nameof(EndlessHeaders), false, async channel =>
    {
        await channel.WriteAsync("HTTP/1.1 200 OK\r\n");
        await channel.WriteForeverAsync(Encoding.ASCII.GetBytes($"X-Filler: {new string('x', 1000)}\r\n"));
    });

    /// <summary>Sends a 200 and body bytes without end, as fast as they are taken.</summary>
    public static Answer EndlessBody { get; } = new(nameof(EndlessBody), false, async channel =>
    {
        await channel.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
        await channel.WriteForeverAsync(Encoding.ASCII.GetBytes(new string('x', 16 * 1024)));
    });

    /// <summary>Sends provisional responses (100) without end.</summary>
    public static Answer EndlessContinue { get; } =
        new(nameof(EndlessContinue), false, channel => channel.WriteForeverAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray()));

    /// <summary>Sends a 200 and then nothing of the body it announced.</summary>
    public static Answer HangInBody { get; } = new(nameof(HangInBody), false, async channel =>
    {
        await channel.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
        await channel.WaitUntilSenderLeavesAsync();
    });

    internal string Name { get; }

    internal bool KeepsConnection { get; }

    /// <summary>A complete response.</summary>
    /// <param name="status">The status code, sent as it is.</param>
    /// <param name="body">The body, as UTF-8.</param>
    /// <param name="headers">More headers. A <c>Connection: close</c> among them closes the connection afterwards.</param>
    public static Answer Status(int status, string body = "", params (string Name, string Value)[] headers)
    {
        var text = new StringBuilder($"HTTP/1.1 {status} Scripted\r\n");
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        // These carry no body, and a length would be wrong (RFC 9110, section 8.6).
        if (status is >= 200 and not 204 and not 304)
        {
            text.Append("Content-Length: ").Append(Encoding.UTF8.GetByteCount(body)).Append("\r\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.Append("\r\n").Append(body).ToString());
        var closes = headers.Any(header => header.Name.Equals("Connection", StringComparison.OrdinalIgnoreCase));
        return new Answer($"{status}", !closes, channel => channel.WriteAsync(bytes));
    }

    /// <summary>A redirect (302) to another URL.</summary>
    public static Answer Redirect(Uri location) => Status(302, string.Empty, ("Location", location.AbsoluteUri));

    /// <summary>A 200 with a body of that many bytes, its length announced.</summary>
    public static Answer HugeBody(int bytes) => Status(200, new string('x', bytes));

    /// <summary>A 200 with a body in the chunked transfer coding, one chunk per part.</summary>
    public static Answer Chunked(params string[] parts)
    {
        var chunks = parts.Select(part => $"{Encoding.UTF8.GetByteCount(part):x}\r\n{part}\r\n");
        return Raw($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{string.Concat(chunks)}0\r\n\r\n", true);
    }

    /// <summary>Exactly this text.</summary>
    public static Answer Raw(string text, bool keepsConnection = false) =>
        new(nameof(Raw), keepsConnection, channel => channel.WriteAsync(text));

    /// <summary>Sends the status line and headers byte by byte, without ever ending them.</summary>
    public static Answer DripHeaders(TimeSpan interval) =>
        new(nameof(DripHeaders), false, channel => channel.DripAsync("HTTP/1.1 200 OK\r\nX-Slow: ", interval));

    /// <summary>Sends a 200 at once and then its body byte by byte, without end.</summary>
    public static Answer DripBody(TimeSpan interval) => new(nameof(DripBody), false, async channel =>
    {
        await channel.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
        await channel.DripAsync(string.Empty, interval);
    });

    /// <summary>The same answer after a pause.</summary>
    public Answer After(TimeSpan delay) => new($"{Name} after {delay}", KeepsConnection, async channel =>
    {
        await channel.PauseAsync(delay);
        await write(channel);
    });

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal Task WriteAsync(AnswerChannel channel) => write(channel);
}
