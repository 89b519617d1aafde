using Webhooks.Client;

namespace Webhooks.Api.Http;

/// <summary>The route answers errors with <c>{"error":"…"}</c> (<see cref="InvokeTriggerError"/>) and not with problems, as the seed reference has it.</summary>
internal sealed record PlainErrors;
