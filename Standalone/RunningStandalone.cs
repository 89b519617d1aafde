using Webhooks.Core.Database;

namespace Webhooks.Standalone;

/// <summary>The whole application, started.</summary>
/// <param name="App">The host of Api, DeliveryWorker and Dashboard.Web.</param>
/// <param name="Address">Where it is reached.</param>
/// <param name="Data">Where the data lies, for the person at the terminal.</param>
/// <param name="First">The first admin key and invitation on the first start, else null.</param>
internal sealed record RunningStandalone(WebApplication App, Uri Address, string Data, FirstCredentials? First);
