using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Webhooks.Core.Sending;

/// <summary>
/// A receiver's certificate was not accepted, with the reason as data: the framework's own exception for that has it in its
/// message only.
/// </summary>
internal sealed class UntrustedCertificateException(string reason) : AuthenticationException(reason)
{
    /// <summary>The validation callback of the outbound handler: it accepts exactly the certificates that the framework accepts.</summary>
    /// <exception cref="UntrustedCertificateException">The certificate was not accepted.</exception>
    public static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var trusted = errors == SslPolicyErrors.None;
        return trusted ? trusted : throw new UntrustedCertificateException(Describe(chain, errors));
    }

    private static string Describe(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "TLS: no certificate";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return "TLS: the certificate is for a different host";
        }

        var expired = chain?.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)) ?? false;
        return expired ? "TLS: certificate expired or not yet valid" : "TLS: certificate not trusted";
    }
}
