using System.ComponentModel.DataAnnotations;

namespace Webhooks.Api.Limits;

/// <summary>How much the Api takes of one request, key, address, destination or project; configuration section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Limits";

    /// <summary>Bytes of a request body, 1 KiB to 16 MiB; more is answered with 413.</summary>
    [Range(1_024, 16 * 1024 * 1024, ErrorMessage = "Limits:RequestBytes must be from {1} to {2} bytes.")]
    public int RequestBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one published event, alone or in a batch, 1 KiB to 16 MiB; more is answered with 413.</summary>
    [Range(1_024, 16 * 1024 * 1024, ErrorMessage = "Limits:EventBytes must be from {1} to {2} bytes.")]
    public int EventBytes { get; init; } = 256 * 1024;

    /// <summary>Custom headers of one destination, 1 to 100; more is answered with 400.</summary>
    [Range(1, 100, ErrorMessage = "Limits:HeadersPerDestination must be from {1} to {2} headers.")]
    public int HeadersPerDestination { get; init; } = 32;

    /// <summary>Bytes of all names and values of a destination's custom headers together, 256 B to 64 KiB; more is answered with 400.</summary>
    [Range(256, 64 * 1024, ErrorMessage = "Limits:HeaderBytesPerDestination must be from {1} to {2} bytes.")]
    public int HeaderBytesPerDestination { get; init; } = 8 * 1024;

    /// <summary>Destinations of one project, 1 to 100,000; one more is answered with 409. Every publish matches all of them.</summary>
    [Range(1, 100_000, ErrorMessage = "Limits:DestinationsPerProject must be from {1} to {2} destinations.")]
    public int DestinationsPerProject { get; init; } = 1_000;

    /// <summary>Requests a second of one API key or session to one process, 1 to 1,000,000; more is answered with 429 and <c>Retry-After</c>.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:RequestsPerSecondPerKey must be from {1} to {2} requests.")]
    public int RequestsPerSecondPerKey { get; init; } = 50_000;

    /// <summary>Requests one API key or session may make at once when it has been quiet, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:RequestBurstPerKey must be from {1} to {2} requests.")]
    public int RequestBurstPerKey { get; init; } = 50_000;

    /// <summary>
    /// Requests with a bad key or session that one address may make in a minute to one process, 1 to 1,000,000. After that, keys and
    /// sessions that have not been accepted before get 429 from that address; those that have are not held up.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:BadCredentialsPerMinutePerAddress must be from {1} to {2} requests.")]
    public int BadCredentialsPerMinutePerAddress { get; init; } = 1_000;

    /// <summary>
    /// Test events (<c>POST …/webhook-destinations/{id}/test</c>) that one API key or person may send in a minute through one process, 1 to
    /// 10,000; more is answered with 429 and <c>Retry-After</c>. A test sends at once to whatever host was just saved, and tells what came of it.
    /// </summary>
    [Range(1, 10_000, ErrorMessage = "Limits:TestsPerMinutePerCaller must be from {1} to {2} tests.")]
    public int TestsPerMinutePerCaller { get; init; } = 30;
}
