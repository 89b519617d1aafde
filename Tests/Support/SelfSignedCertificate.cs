using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Webhooks.Tests.Support;

/// <summary>Certificates that nobody trusts, for receivers on loopback.</summary>
public static class SelfSignedCertificate
{
    /// <summary>A certificate for 127.0.0.1 and localhost.</summary>
    /// <param name="now">It is valid from a day before this moment.</param>
    /// <param name="validity">For how long from then.</param>
    public static X509Certificate2 Create(DateTimeOffset now, TimeSpan? validity = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var start = now.AddDays(-1);
        return request.CreateSelfSigned(start, start + (validity ?? TimeSpan.FromDays(30)));
    }
}
