using Webhooks.Dashboard.Web.Deliveries;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class DestinationSearchTests
{
    private static readonly DestinationSearch Found = new([new("crm", "CRM"), new("crm-2", "CRM"), new("crm-eu", "CRM Europe")], 3);

    [Fact]
    public void One_whose_name_others_have_too_is_offered_with_its_id() =>
        Assert.Equal(["CRM (crm)", "CRM (crm-2)", "CRM Europe"], Found.Found.Select(Found.TextOf));

    [Theory]
    [InlineData("crm (CRM-2)", "crm-2")]
    [InlineData("CRM Europe", "crm-eu")]
    [InlineData("crm-eu", "crm-eu")]
    [InlineData("crm", "crm")]
    [InlineData("Europe", null)]
    public void Text_that_is_offered_or_an_id_names_one(string text, string? expected) => Assert.Equal(expected, Found.Meant(text)?.Id);

    [Fact]
    public void Only_one_there_is_is_meant_and_of_several_none_is()
    {
        Assert.Equal("crm-eu", new DestinationSearch([new("crm-eu", "CRM Europe")], 1).Meant("euro")?.Id);
        Assert.Null(Found.Meant("cr"));
        Assert.StartsWith("3 destinations match", Found.WhyNone(), StringComparison.Ordinal);
        Assert.StartsWith("No destination matches", DestinationSearch.Nothing.WhyNone(), StringComparison.Ordinal);
    }
}
