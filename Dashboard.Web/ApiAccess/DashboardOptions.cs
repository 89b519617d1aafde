namespace Webhooks.Dashboard.Web.ApiAccess;

/// <summary>Configuration section <c>Dashboard</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Dashboard";

    /// <summary>Absolute address of the Api, such as <c>https://webhooks.example.com/</c>; needed unless it is in this host.</summary>
    public Uri? ApiBaseAddress { get; set; }

    /// <summary>Whether the Api is in this host, so that its address is the one this host listens on.</summary>
    public bool ApiInThisHost { get; set; }
}
