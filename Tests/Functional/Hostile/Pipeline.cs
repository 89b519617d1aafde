using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Webhooks.Tests.Functional.Hostile;

/// <summary>Sends many requests fast: text that is made here, one after the other on a connection without waiting for answers.</summary>
internal static class Pipeline
{
    private const int RequestsPerConnection = 250;
    private const int Connections = 8;

    /// <summary>A GET without a body.</summary>
    public static string Get(string path, string? header = null) => $"GET {path} HTTP/1.1\r\nHost: localhost\r\n{Line(header)}\r\n";

    /// <summary>A POST of JSON.</summary>
    public static string Post(string path, string body, string? header = null) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{Line(header)}\r\n{body}");

    /// <summary>The same with one more header.</summary>
    public static string With(string request, string header) =>
        request.Insert(request.IndexOf("\r\n", StringComparison.Ordinal) + 2, Line(header));

    /// <summary>Sends requests and reads the answers.</summary>
    /// <param name="address">The server.</param>
    /// <param name="first">Number of the first request.</param>
    /// <param name="count">How many.</param>
    /// <param name="request">Makes each of its number.</param>
    /// <returns>How many answers there were of each status.</returns>
    public static async Task<IReadOnlyDictionary<int, int>> SendAsync(Uri address, int first, int count, Func<int, string> request)
    {
        var statuses = new Dictionary<int, int>();
        var starts = Enumerable.Range(0, (count + RequestsPerConnection - 1) / RequestsPerConnection)
            .Select(part => first + (part * RequestsPerConnection));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Connections };
        await Parallel.ForEachAsync(starts, options, async (start, cancellationToken) =>
        {
            var last = Math.Min(start + RequestsPerConnection, first + count) - 1;
            var text = new StringBuilder();
            for (var number = start; number <= last; number++)
            {
                text.Append(number == last ? With(request(number), "Connection: close") : request(number));
            }

            var answers = await ExchangeAsync(address, text.ToString(), cancellationToken);
            lock (statuses)
            {
                foreach (var status in StatusesOf(answers))
                {
                    statuses[status] = statuses.GetValueOrDefault(status) + 1;
                }
            }
        });
        return statuses;
    }

    private static string Line(string? header) => header is null ? "" : $"{header}\r\n";

    private static async Task<string> ExchangeAsync(Uri address, string requests, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await using var stream = client.GetStream();
        var sending = stream.WriteAsync(Encoding.UTF8.GetBytes(requests), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answers = await reader.ReadToEndAsync(cancellationToken);
        await sending;
        return answers;
    }

    private static IEnumerable<int> StatusesOf(string answers)
    {
        const string Start = "HTTP/1.1 ";
        var at = answers.IndexOf(Start, StringComparison.Ordinal);
        while (at >= 0)
        {
            at += Start.Length;
            yield return int.Parse(answers.AsSpan(at, 3), CultureInfo.InvariantCulture);
            at = answers.IndexOf(Start, at, StringComparison.Ordinal);
        }
    }
}
