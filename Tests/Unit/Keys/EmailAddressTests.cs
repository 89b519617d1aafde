using Webhooks.Core.Keys;

namespace Webhooks.Tests.Unit.Keys;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("a@b")]
    [InlineData("first.last+tag@example.com")]
    [InlineData("jörg@exämple.de")]
    public void What_can_be_an_address_is_one(string text) => Assert.Equal(text, EmailAddress.Parse(text).Value?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@b")]
    [InlineData("a@")]
    [InlineData("a@b@c")]
    [InlineData("a b@c")]
    [InlineData("a@b\n")]
    [InlineData("A <a@b>")]
    [InlineData("a@b,c@d")]
    public void What_cannot_is_refused(string text) => Assert.Equal("must be an e-mail address", EmailAddress.Parse(text).Error);

    [Fact]
    public void An_address_has_at_most_254_characters() => Assert.False(EmailAddress.Parse($"{new string('a', 250)}@b.cd").IsValid);
}
