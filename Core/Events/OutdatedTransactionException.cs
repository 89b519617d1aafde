namespace Webhooks.Core.Events;

/// <summary>
/// Unwinds the work of a transaction that relied on what has changed since: the destinations its events were matched with, or an event
/// that it repeats. <see cref="EventTransactionRunner"/> catches it and does the work again; nobody else sees it.
/// </summary>
internal sealed class OutdatedTransactionException : Exception;
