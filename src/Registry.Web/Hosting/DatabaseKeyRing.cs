using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Hosting;

/// <summary>Keeps the keys that protect cookies and forms among the rows, so that every node reads what another wrote.</summary>
internal sealed class DatabaseKeyRing(IDbContextFactory<RegistryDbContext> databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var database = databases.CreateDbContext();
        return [.. database.DataProtectionKeys.AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        // The framework asks synchronously, at start and every few months; rows are only ever saved through the asynchronous gate.
        Task.Run(async () =>
        {
            await using var database = await databases.CreateDbContextAsync();
            database.DataProtectionKeys.Add(new DataProtectionKey { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            await database.SaveChangesAsync();
        }).GetAwaiter().GetResult();
    }
}
