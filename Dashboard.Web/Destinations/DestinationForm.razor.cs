using Microsoft.AspNetCore.Components;
using Webhooks.Dashboard.Web.Forms;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>The fields of a destination. It knows no rules: it shows what the Api says of what is typed.</summary>
public sealed partial class DestinationForm
{
    /// <summary>The members it has fields for.</summary>
    internal static readonly IReadOnlySet<string> Members = DraftField.All.Select(field => field.Member).Append("id").ToHashSet();

    /// <summary>The purpose of the form.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The destination as typed; changed in place.</summary>
    [Parameter, EditorRequired]
    public DestinationDraft Draft { get; set; } = new();

    /// <summary>The choices that the form offers.</summary>
    [Parameter, EditorRequired]
    public FormChoices Choices { get; set; } = FormChoices.None;

    /// <summary>Errors in what is typed.</summary>
    [Parameter, EditorRequired]
    public FormErrors Errors { get; set; } = FormErrors.None;

    /// <summary>Why it was not saved, when no field says it.</summary>
    [Parameter]
    public string? Refusal { get; set; }

    /// <summary>Whether the destination is a new one.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    /// <summary>Whether it is being saved.</summary>
    [Parameter]
    public bool IsSaving { get; set; }

    /// <summary>Where giving up leads.</summary>
    [Parameter, EditorRequired]
    public string CancelUrl { get; set; } = "";

    /// <summary>The user has visited a field: the member of the request it stands for.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> Touched { get; set; }

    /// <summary>It is to be saved.</summary>
    [Parameter, EditorRequired]
    public EventCallback Submitted { get; set; }

    private bool HasLimits => Draft.Retry != "standard" || Draft.MaxPerSecond.Length > 0 || Draft.TimeoutSeconds.Length > 0
        || Errors.For("retryPolicy").Count + Errors.For("maxPerSecond").Count + Errors.For("timeoutSeconds").Count > 0;

    /// <summary>An agent that was deleted may still be among those the destination is scoped to.</summary>
    private IEnumerable<Place> AgentChoices =>
    [
        .. Choices.Agents,
        .. Draft.AgentIds.Where(id => Choices.Agents.All(agent => agent.Id != id)).Select(id => new Place(id, "Deleted or not listed:")),
    ];

    private Dictionary<string, object> Marks(string member, bool hasHelp = true)
    {
        var marks = new Dictionary<string, object> { ["aria-describedby"] = hasHelp ? $"{member}-help {member}-error" : $"{member}-error" };
        if (Errors.For(member).Count > 0)
        {
            marks["aria-invalid"] = "true";
        }

        return marks;
    }

    private Task TouchAsync(string member) => Touched.InvokeAsync(member);

    private Task SetAsync(List<string> list, string item, ChangeEventArgs change)
    {
        list.Remove(item);
        if (change.Value is true)
        {
            list.Add(item);
        }

        return TouchAsync(ReferenceEquals(list, Draft.EventTypes) ? "eventTypes" : "agentIds");
    }
}
