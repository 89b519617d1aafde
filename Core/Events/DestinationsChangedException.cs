namespace Webhooks.Core.Events;

/// <summary>
/// Unwinds the work of a transaction whose events were matched with destinations that have changed since. <see cref="EventTransactions"/>
/// catches it and does the work again; nobody else sees it.
/// </summary>
internal sealed class DestinationsChangedException : Exception;
