namespace Webhooks.Core.Database;

/// <summary>A key of the encryption at rest, shared by all processes through the database.</summary>
public sealed class DataProtectionKey
{
    public long DataProtectionKeyNo { get; init; }

    public required string FriendlyName { get; init; }

    public required string Xml { get; init; }
}
