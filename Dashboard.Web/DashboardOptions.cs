using System.ComponentModel.DataAnnotations;

namespace Webhooks.Dashboard.Web;

/// <summary>Configuration section <c>Dashboard</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Dashboard";

    /// <summary>Absolute address of the Api, such as <c>https://webhooks.example.com/</c>.</summary>
    [Required]
    public required Uri ApiBaseAddress { get; init; }
}
