using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Core.Triggers;

/// <summary>The outcome of <see cref="SignatureRule.Parse"/>: a configuration, or everything that is wrong with what was given.</summary>
public sealed class SignatureRuleResult
{
    internal SignatureRuleResult(SignatureRule verification)
    {
        Verification = verification;
        Errors = [];
    }

    internal SignatureRuleResult(IReadOnlyList<PayloadError> errors) => Errors = errors;

    /// <summary>True when there is a <see cref="Verification"/>, false when there are <see cref="Errors"/>.</summary>
    [MemberNotNullWhen(true, nameof(Verification))]
    public bool IsValid => Verification is not null;

    /// <summary>The configuration, or null when it was refused.</summary>
    public SignatureRule? Verification { get; }

    /// <summary>What is wrong, with pointers into the configuration; empty when nothing is.</summary>
    public IReadOnlyList<PayloadError> Errors { get; }
}
