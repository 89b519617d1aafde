using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Unit.Http;

public sealed class ServiceHostTests
{
    [Fact]
    public void No_process_watches_its_folder_for_changed_settings()
    {
        var builder = ServiceHost.CreateBuilder(["--Own=value"]);

        var files = ((IConfigurationBuilder)builder.Configuration).Sources.OfType<JsonConfigurationSource>();
        Assert.NotEmpty(files);
        Assert.All(files, static file => Assert.False(file.ReloadOnChange));
        Assert.Equal("value", builder.Configuration["Own"]);
    }
}
