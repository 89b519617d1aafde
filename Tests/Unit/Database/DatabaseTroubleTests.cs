using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Webhooks.Core.Database;

namespace Webhooks.Tests.Unit.Database;

public sealed class DatabaseTroubleTests
{
    [Theory]
    [InlineData("57P01", DatabaseTrouble.Away)] // terminated by an administrator
    [InlineData("57P02", DatabaseTrouble.Away)] // another process of the server crashed
    [InlineData("57P03", DatabaseTrouble.Away)] // starting up or shutting down
    [InlineData("08006", DatabaseTrouble.Away)]
    [InlineData("3D000", DatabaseTrouble.Away)]
    [InlineData("28P01", DatabaseTrouble.Away)]
    [InlineData("53300", DatabaseTrouble.TooManyConnections)]
    [InlineData("53100", DatabaseTrouble.Full)]
    [InlineData("53200", DatabaseTrouble.Full)]
    [InlineData("25006", DatabaseTrouble.ReadOnly)]
    [InlineData("55P03", DatabaseTrouble.Busy)]
    [InlineData("57014", DatabaseTrouble.Busy)]
    [InlineData("40P01", DatabaseTrouble.Busy)]
    [InlineData("23514", DatabaseTrouble.PartitionMissing)]
    [InlineData("42P01", DatabaseTrouble.Damaged)]
    [InlineData("XX001", DatabaseTrouble.Damaged)]
    [InlineData("58030", DatabaseTrouble.Damaged)]
    [InlineData("23505", null)]
    [InlineData("22021", null)]
    [InlineData("42601", null)]
    public void What_the_server_says_is_told_from_mistakes_of_a_request_however_it_is_wrapped(string sqlState, DatabaseTrouble? expected)
    {
        var answer = new PostgresException("the message", "ERROR", "ERROR", sqlState);

        Assert.Equal(expected, DatabaseTroubles.Find(answer));
        Assert.Equal(expected, DatabaseTroubles.Find(new InvalidOperationException("likely due to a transient failure", answer)));
        Assert.Equal(expected, DatabaseTroubles.Find(new InvalidOperationException("outer", new DbUpdateException("saving", answer))));
        Assert.Equal(expected, DatabaseTroubles.Find(new AggregateException(new InvalidOperationException(), answer)));
        Assert.Equal($"{sqlState}: the message", DatabaseTroubles.ReasonOf(new DbUpdateException("saving", answer)));
    }

    [Fact]
    public void A_row_that_breaks_a_named_rule_is_no_missing_partition() => Assert.Null(DatabaseTroubles.Find(
        new PostgresException("the message", "ERROR", "ERROR", "23514", constraintName: "deliveries_state_check")));

    [Fact]
    public void A_connection_that_breaks_or_is_refused_is_trouble_and_a_mistake_of_ours_is_none()
    {
        Assert.Equal(DatabaseTrouble.Away, DatabaseTroubles.Find(new NpgsqlException("while reading", new IOException())));
        Assert.Equal(
            DatabaseTrouble.Away,
            DatabaseTroubles.Find(new InvalidOperationException("ef", new NpgsqlException("refused", new SocketException(111)))));
        Assert.Equal(DatabaseTrouble.Busy, DatabaseTroubles.Find(new TimeoutException()));
        Assert.Null(DatabaseTroubles.Find(new InvalidOperationException("a bug")));
        Assert.Null(DatabaseTroubles.Find(new OperationCanceledException()));
    }

    [Fact]
    public void The_health_answer_says_what_is_wrong()
    {
        static HealthCheckResult Of(DatabaseTrouble? trouble, double ahead = 0, DateOnly? missing = null) =>
            DatabaseHealthCheck.Describe(new DatabaseLook(trouble, null, TimeSpan.FromSeconds(ahead), missing));

        Assert.Equal(HealthStatus.Healthy, Of(null, ahead: 30).Status);
        Assert.Equal((HealthStatus.Unhealthy, "The database takes no changes (read-only)."), Told(Of(DatabaseTrouble.ReadOnly)));
        Assert.Equal((HealthStatus.Degraded, "The clock is 00:05:00 behind the database's."), Told(Of(null, ahead: -300)));
        Assert.Equal((HealthStatus.Degraded, "The clock is 1.00:00:00 ahead of the database's."), Told(Of(null, ahead: 86_400)));
        Assert.Equal((HealthStatus.Degraded, "2026-11-30 has no partition yet."), Told(Of(null, missing: new DateOnly(2026, 11, 30))));
    }

    private static (HealthStatus, string?) Told(HealthCheckResult result) => (result.Status, result.Description);
}
