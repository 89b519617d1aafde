using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Webhooks.Core.Database;

/// <summary>Keeps the Data Protection key ring in PostgreSQL, so that every process and every restart can decrypt.</summary>
internal sealed class DatabaseXmlRepository(IDbContextFactory<WebhooksDbContext> contexts) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = contexts.CreateDbContext();
        return [.. context.DataProtectionKeys.AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var context = contexts.CreateDbContext();
        context.DataProtectionKeys.Add(
            new DataProtectionKey { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}

/// <summary>A key of the encryption at rest, shared by all processes through the database.</summary>
public sealed class DataProtectionKey
{
    public long DataProtectionKeyNo { get; init; }

    public required string FriendlyName { get; init; }

    public required string Xml { get; init; }
}
