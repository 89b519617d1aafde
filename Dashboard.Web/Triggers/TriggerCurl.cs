using System.Text;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>
/// Writes a test call of a trigger as a shell command that signs as the trigger's sender would. Secrets are named, not included: the
/// reader's shell must know them.
/// </summary>
internal static class TriggerCurl
{
    /// <summary>The command.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="body">The exact body.</param>
    /// <param name="values">Values of the headers that a custom signature covers, besides that of the time.</param>
    public static string Write(TriggerResponse trigger, string body, IReadOnlyDictionary<string, string> values)
    {
        var plan = trigger.SignatureVerification is { } verification ? SignaturePlan.Of(verification) : null;
        var demanded = trigger.Authentication.Headers.Select(header => (header.Name, Variable: ShellText.VariableOf(header.Name))).ToList();
        string[] needs = [
            .. plan is null ? [] : (string[])["the trigger's secret in TRIGGER_SECRET"],
            .. demanded.Select(header => $"the value of {header.Name} in {header.Variable}")];
        var text = new StringBuilder(needs.Length == 0 ? "" : $"# Needs {string.Join(", ", needs)}.\n");
        text.Append("body=").Append(ShellText.Quote(body)).Append('\n');
        if (plan is not null)
        {
            WriteSignature(text, plan, values);
        }

        string[] lines =
        [
            $"curl -X POST {ShellText.Quote(trigger.WebhookUrl)}",
            "-H 'Content-Type: application/json'",
            .. demanded.Select(header => $"-H {ShellText.Quote($"{header.Name}: ")}\"${header.Variable}\""),
            .. (plan?.SentHeaders ?? []).Select(name => $"-H {ShellText.Quote($"{name}: ")}{ValueOf(plan!, name, values)}"),
            // There are headers only with a plan.
            .. plan is null ? [] : (string[])[$"-H {ShellText.Quote($"{plan.Header}: ")}{Prefix(plan)}\"$signature\""],
            "--data-binary \"$body\"",
        ];
        return text.AppendJoin(" \\\n  ", lines).ToString();
    }

    private static void WriteSignature(StringBuilder text, SignaturePlan plan, IReadOnlyDictionary<string, string> values)
    {
        text.Append("time=$(date +%s)\n");
        if (plan.IdHeader is not null)
        {
            text.Append("id=test-$time-$$\n");
        }

        // openssl takes a key of any bytes in hexadecimal digits only.
        text.Append(plan.HasBase64Key ? "key=$(printf %s \"${TRIGGER_SECRET#whsec_}\" | base64 -d" : "key=$(printf %s \"$TRIGGER_SECRET\"");
        text.Append(" | od -An -v -tx1 | tr -d ' \\n')\n");
        var parts = plan.Parts.Select(part => part.Kind switch
        {
            SignedPartKind.Body => "\"$body\"",
            SignedPartKind.Time => "\"$time\"",
            SignedPartKind.Header => ValueOf(plan, part.Text, values),
            _ => ShellText.Quote(part.Text),
        });
        var separator = plan.Separator.Length == 0 ? "" : ShellText.Quote(plan.Separator);
        text.Append("signature=$(printf %s ").AppendJoin(separator, parts);
        text.Append($" | openssl dgst -{plan.Algorithm} -mac HMAC -macopt \"hexkey:$key\" -binary");
        text.Append(plan.IsHex ? " | od -An -v -tx1 | tr -d ' \\n')\n" : " | base64 | tr -d '\\n')\n");
    }

    private static string ValueOf(SignaturePlan plan, string header, IReadOnlyDictionary<string, string> values) =>
        string.Equals(header, plan.TimeHeader, StringComparison.OrdinalIgnoreCase) ? "\"$time\""
        : string.Equals(header, plan.IdHeader, StringComparison.OrdinalIgnoreCase) ? "\"$id\""
        : ShellText.Quote(values.GetValueOrDefault(header, ""));

    private static string Prefix(SignaturePlan plan)
    {
        var parts = plan.Prefix.Split(SignaturePlan.TimePlaceholder);
        return string.Join("\"$time\"", parts.Select(part => part.Length == 0 ? "" : ShellText.Quote(part)));
    }
}
