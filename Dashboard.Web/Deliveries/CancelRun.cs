using System.Globalization;
using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>Cancels selected deliveries one after the other, until all were requested or the user stops it.</summary>
/// <param name="ids">The deliveries, no more than a page has.</param>
internal sealed class CancelRun(IReadOnlyList<string> ids)
{
    private int done;
    private int tooLate;
    private bool isStopped;

    /// <summary>How many are to be cancelled.</summary>
    public int Total => ids.Count;

    /// <summary>How many cancellations were requested.</summary>
    public int Asked => done + tooLate;

    /// <summary>Whether no more will be cancelled.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether all of them were cancelled.</summary>
    public bool IsWhole => done == Total;

    /// <summary>Whether a delivery in this state can be cancelled.</summary>
    public static bool Takes(string state) => state is DeliveryState.Pending or DeliveryState.Retrying or DeliveryState.Held;

    /// <summary>Stops cancelling; deliveries that were cancelled stay so.</summary>
    public void Stop() => isStopped = true;

    /// <summary>Cancels all of them. Refusals because it is too late are counted; any other error ends the run.</summary>
    /// <param name="cancel">Cancels one of them.</param>
    /// <param name="changed">Shows how far it is.</param>
    public async Task RunAsync(Func<string, Task> cancel, Action changed)
    {
        try
        {
            foreach (var id in ids.TakeWhile(_ => !isStopped))
            {
                try
                {
                    await cancel(id);
                    done++;
                }
                catch (WebhooksApiException refused) when (IsTooLate(refused))
                {
                    tooLate++;
                }

                changed();
            }
        }
        finally
        {
            IsOver = true;
        }
    }

    /// <summary>How far it is, as a sentence.</summary>
    public string Describe()
    {
        var late = tooLate == 0 ? "" : $" {Number(tooLate)} could not be cancelled: in flight or finished.";
        return this switch
        {
            { IsOver: false } => $"Cancelling: {Number(Asked)} of {Number(Total)}.",
            _ when Asked < Total => $"Stopped after {Number(done)} of {Number(Total)} deliveries were cancelled.{late}",
            _ => $"{Number(done)} {(done == 1 ? "delivery" : "deliveries")} cancelled.{late}",
        };
    }

    // 410 = its day is not stored any more.
    private static bool IsTooLate(WebhooksApiException refused) =>
        refused.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
