using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>
/// Hangfire's log lines in the log of the host. Hangfire has one provider per process, that of the host which began last: when that one has
/// ended, other hosts that still run must not fail because the log is gone.
/// </summary>
internal sealed class HostLogProvider(ILoggerFactory loggers) : ILogProvider
{
    private readonly AspNetCoreLogProvider host = new(loggers);
    private readonly AspNetCoreLogProvider nowhere = new(NullLoggerFactory.Instance);

    public ILog GetLogger(string name)
    {
        try
        {
            return host.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return nowhere.GetLogger(name);
        }
    }
}
