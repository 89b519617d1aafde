using Webhooks.Dashboard.Web.People;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class QrCodeTests
{
    [Fact]
    public void Code_has_a_margin_and_three_corners()
    {
        var code = QrCode.Of("otpauth://totp/Webhooks:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Webhooks");

        // Four modules of margin, then the bar of seven that each of the three corners begins with.
        Assert.StartsWith("M4 4h7v1h-7z", code.Path, StringComparison.Ordinal);
        Assert.Contains($"M{code.Size - 11} 4h7v1h-7z", code.Path, StringComparison.Ordinal);
        Assert.Contains($"M4 {code.Size - 11}h7v1h-7z", code.Path, StringComparison.Ordinal);
    }
}
