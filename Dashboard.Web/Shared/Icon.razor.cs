using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Dashboard.Web.Shared;

/// <summary>A drawing from the list in this component, and never one from outside.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The markup is one of the constants of the component.")]
public sealed partial class Icon;
