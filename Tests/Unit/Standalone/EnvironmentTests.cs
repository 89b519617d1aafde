using Webhooks.Standalone;

namespace Webhooks.Tests.Unit.Standalone;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData(null, null, "Development")]
    [InlineData("", "", "Development")]
    [InlineData("Production", null, "Production")]
    [InlineData(null, "Production", "Production")]
    [InlineData("Development", "Production", "Production")]
    [InlineData("Production", "Development", "Production")]
    [InlineData("Staging", "Production", "Staging")]
    [InlineData("development", null, "Development")]
    public void Either_variable_of_the_framework_says_the_environment(string? aspNetCore, string? dotNet, string expected) =>
        Assert.Equal(expected, StandaloneHost.EnvironmentOf(name => name == "ASPNETCORE_ENVIRONMENT" ? aspNetCore : dotNet));
}
