using Webhooks.Core.Keys;

namespace Webhooks.Tests.Unit.Keys;

public sealed class PublicIdTests
{
    private static readonly Guid Key = new("0198c7a1-0000-7000-8000-0000000000ff");

    [Fact]
    public void Ids_of_events_and_deliveries_are_read_back()
    {
        Assert.Equal("evt_0198c7a10000700080000000000000ff", PublicId.ForEvent(Key));
        Assert.Equal("dlv_0198c7a10000700080000000000000ff_42", PublicId.ForDelivery(Key, 42));
        Assert.True(PublicId.TryParseEvent(PublicId.ForEvent(Key), out var eventKey));
        Assert.True(PublicId.TryParseDelivery(PublicId.ForDelivery(Key, long.MaxValue), out var ofDelivery, out var destinationNo));
        Assert.Equal((Key, Key, long.MaxValue), (eventKey, ofDelivery, destinationNo));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("evt_")]
    [InlineData("EVT_0198c7a10000700080000000000000ff")]
    [InlineData("dlv_0198c7a10000700080000000000000ff_1")]
    [InlineData("evt_0198c7a1-0000-7000-8000-0000000000ff")]
    [InlineData("evt_0198c7a10000700080000000000000fg")]
    [InlineData("evt_0198c7a10000700080000000000000ff0")]
    public void Anything_else_is_no_id_of_an_event(string? text) => Assert.False(PublicId.TryParseEvent(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("dlv_")]
    [InlineData("dlv_0198c7a10000700080000000000000ff")]
    [InlineData("dlv_0198c7a10000700080000000000000ff_")]
    [InlineData("dlv_0198c7a10000700080000000000000ff_-1")]
    [InlineData("dlv_0198c7a10000700080000000000000ff_ 1")]
    [InlineData("dlv_0198c7a10000700080000000000000ff_1x")]
    [InlineData("dlv_0198c7a10000700080000000000000ff_99999999999999999999")]
    [InlineData("evt_0198c7a10000700080000000000000ff_1")]
    public void Anything_else_is_no_id_of_a_delivery(string? text) => Assert.False(PublicId.TryParseDelivery(text, out _, out _));
}
