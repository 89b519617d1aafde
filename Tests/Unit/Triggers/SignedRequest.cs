using System.Text;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

/// <summary>A request as its sender signed it, with the secret it was signed with.</summary>
internal sealed record SignedRequest(
    string Configuration, string Secret, string Body, DateTimeOffset Time, IReadOnlyDictionary<string, string> Headers)
{
    public SignatureVerdict Verify(TimeSpan? later = null) => Verify(Secret, Encoding.UTF8.GetBytes(Body), Headers, later);

    public SignatureVerdict Verify(string secret, byte[] body, IReadOnlyDictionary<string, string> headers, TimeSpan? later = null)
    {
        var byName = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        return SignatureRuleTests.Parse(Configuration).Verify([secret], byName.GetValueOrDefault, body, Time + (later ?? TimeSpan.Zero));
    }

    public SignedRequest With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    public SignedRequest Without(string header) => this with { Headers = Headers.Where(pair => pair.Key != header).ToDictionary() };
}
