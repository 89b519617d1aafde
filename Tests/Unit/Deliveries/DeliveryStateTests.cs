using Webhooks.Core.Queue;

using StateForClients = Webhooks.Client.DeliveryState;

namespace Webhooks.Tests.Unit.Deliveries;

public sealed class DeliveryStateTests
{
    [Fact]
    public void The_client_knows_the_states_of_the_service() => Assert.Equal(DeliveryState.All, StateForClients.All);
}
