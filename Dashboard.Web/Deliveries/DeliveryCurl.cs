using System.Text;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>
/// Writes a delivery as a shell command that makes the same request. Secrets are named, not included: the reader's shell must know them.
/// </summary>
internal static class DeliveryCurl
{
    /// <summary>The command.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="eventId">The <c>webhook-id</c>.</param>
    /// <param name="body">The exact body.</param>
    /// <param name="headers">Names of the destination's own headers, whose values are not included.</param>
    public static string Write(string url, string eventId, string body, IEnumerable<string> headers)
    {
        var own = headers.Select(name => (Name: name, Variable: ShellText.VariableOf(name))).ToList();
        var text = new StringBuilder();
        text.Append("# Needs the destination's signing secret in WEBHOOK_SECRET")
            .AppendJoin("", own.Select(header => $", the value of {header.Name} in {header.Variable}")).Append(".\n");
        text.Append("id=").Append(ShellText.Quote(eventId)).Append("; time=$(date +%s)\n");
        text.Append("body=").Append(ShellText.Quote(body)).Append('\n');
        text.Append("key=$(printf %s \"${WEBHOOK_SECRET#whsec_}\" | base64 -d | od -An -v -tx1 | tr -d ' \\n')\n");
        text.Append(
            "signature=$(printf %s \"$id.$time.$body\" | openssl dgst -sha256 -mac HMAC -macopt \"hexkey:$key\" -binary | base64)\n");
        string[] lines =
        [
            $"curl -X POST {ShellText.Quote(url)}",
            "-H 'Content-Type: application/json'",
            .. own.Select(header => $"-H {ShellText.Quote($"{header.Name}: ")}\"${header.Variable}\""),
            "-H \"webhook-id: $id\"",
            "-H \"webhook-timestamp: $time\"",
            "-H \"webhook-signature: v1,$signature\"",
            "--data-binary \"$body\"",
        ];
        return text.AppendJoin(" \\\n  ", lines).ToString();
    }
}
