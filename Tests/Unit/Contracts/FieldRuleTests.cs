using System.Reflection;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Contracts;

/// <summary>What is sent has a rule beside each field, from which the Api, its document and the forms take it.</summary>
public sealed class FieldRuleTests
{
    public static TheoryData<Type> Requests() =>
        [.. typeof(FieldRule).Assembly.GetExportedTypes().Where(static type => type.Name.EndsWith("Request", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_text_number_and_list_of_texts_that_is_sent_has_a_rule(Type contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        foreach (var member in contract.GetProperties().Where(static member => NeedsRule(member.PropertyType)))
        {
            Assert.False(
                FieldRule.Of(member).IsNone, $"{contract.Name}.{member.Name} has no rule: add [Text], [OneOf] or [Range].");
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_change_has_no_member_that_its_creation_lacks(Type contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (contract.GetCustomAttribute<RulesOfAttribute>() is { } rules)
        {
            Assert.All(contract.GetProperties(), member => Assert.NotNull(rules.Contract.GetProperty(member.Name)));
        }
    }

    [Fact]
    public void A_change_has_the_rules_of_the_creation() => Assert.Equal(
        FieldRule.Of<CreateWebhookDestinationRequest>(nameof(CreateWebhookDestinationRequest.MaxPerSecond)),
        FieldRule.Of<UpdateWebhookDestinationRequest>(nameof(UpdateWebhookDestinationRequest.MaxPerSecond)));

    private static bool NeedsRule(Type type)
    {
        var bare = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GetGenericArguments()[0] : type;
        bare = Nullable.GetUnderlyingType(bare) ?? bare;
        return bare == typeof(string) || bare == typeof(int) || bare == typeof(double) || bare == typeof(IReadOnlyList<string>);
    }
}
