using Webhooks.Contracts;
using Webhooks.Core.Keys;


namespace Webhooks.Core.Operations;

/// <summary>An operation as the transaction of its turn sees it, with its row locked.</summary>
/// <param name="ProjectNo">The project.</param>
/// <param name="TenantNo">Its tenant.</param>
/// <param name="Key">The operation.</param>
/// <param name="Kind">One of <see cref="OperationKind"/>.</param>
/// <param name="Selection">What it is about.</param>
/// <param name="Place">Where it goes on; null = at the beginning.</param>
/// <param name="Counted">Deliveries counted so far.</param>
/// <param name="Progress">How far it is.</param>
internal sealed record OpenOperation(
    long ProjectNo, long TenantNo, Guid Key, string Kind, OperationSelection Selection, Keyset? Place, int Counted, OperationProgress Progress);
