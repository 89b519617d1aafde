using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.DeliveryWorker;
using Webhooks.DeliveryWorker.Hangfire;
using Webhooks.DeliveryWorker.Housekeeping;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Unit.DeliveryWorker;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("00:00:01", "* * * * * *")]
    [InlineData("00:00:15", "*/15 * * * * *")]
    [InlineData("00:01:00", "* * * * *")]
    [InlineData("00:10:00", "*/10 * * * *")]
    [InlineData("01:00:00", "0 * * * *")]
    [InlineData("06:00:00", "0 */6 * * *")]
    [InlineData("1.00:00:00", "0 0 * * *")]
    public void An_even_interval_has_a_cron_expression(string every, string cron) =>
        Assert.Equal(cron, CronSchedule.Of(TimeSpan.Parse(every, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:07")]
    [InlineData("00:01:30")]
    [InlineData("00:45:00")]
    [InlineData("05:00:00")]
    [InlineData("2.00:00:00")]
    public void An_uneven_interval_has_none(string every) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CronSchedule.Of(TimeSpan.Parse(every, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_piece_of_housekeeping_can_be_scheduled_and_has_a_name_of_its_own()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration[$"ConnectionStrings:{ServiceNames.Database}"] = "Host=nowhere";
        builder.AddDeliveryWorker();
        using var host = builder.Build();
        var pieces = host.Services.GetServices<IHousekeeping>().ToList();

        Assert.NotEmpty(pieces);
        Assert.All(pieces, piece => Assert.NotEmpty(CronSchedule.Of(piece.Every)));
        Assert.Distinct(pieces.Select(piece => piece.Name));
    }
}
