using Webhooks.Core.Deliveries;

namespace Webhooks.Tests.Unit.Deliveries;

public sealed class DueSignalTests
{
    [Fact]
    public void A_payload_names_tenants_and_destinations() =>
        Assert.Equal([new DueDestination(1, 10), new DueDestination(2, 9223372036854775807)], DueSignal.Parse("1.10,2.9223372036854775807"));

    [Theory]
    [InlineData(DueSignal.Everything)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1.10,")]
    [InlineData("1.10,*")]
    [InlineData("-1.10")]
    [InlineData("1. 10")]
    [InlineData("1.99999999999999999999")]
    public void Anything_else_means_all_of_them(string payload) => Assert.Null(DueSignal.Parse(payload));
}
