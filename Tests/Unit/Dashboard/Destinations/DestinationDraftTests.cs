using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Destinations;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Unit.Dashboard.Destinations;

public sealed class DestinationDraftTests
{
    private static readonly WebhookDestinationResponse Stored = new()
    {
        Id = "crm",
        Name = "CRM",
        Description = null,
        Url = "https://example.com/",
        Enabled = true,
        EventTypes = ["event.created", "feedback.created"],
        AgentIds = [],
        Tags = ["crm"],
        Headers = new Dictionary<string, string> { ["X-Key"] = "secret" },
        RetryPolicy = RetryPolicySetting.Waits(5, 60),
        MaxPerSecond = 0.5,
        TimeoutSeconds = null,
        DisabledReason = null,
        CreatedAt = default,
        UpdatedAt = default,
    };

    [Fact]
    public void What_is_not_changed_is_not_sent() => Assert.Equal("{}", UpdateAfter(_ => { }));

    [Fact]
    public void The_order_of_types_is_no_change_and_empty_headers_are_none() => Assert.Equal("{}", UpdateAfter(draft =>
    {
        draft.EventTypes.Reverse();
        draft.Headers.Add(new HeaderDraft { Name = " " });
    }));

    [Fact]
    public void Every_change_is_sent_and_nothing_else()
    {
        Assert.Equal("""{"name":"Other","description":"For sales","maxPerSecond":null,"timeoutSeconds":20}""", UpdateAfter(draft =>
        {
            (draft.Name, draft.Description, draft.MaxPerSecond, draft.TimeoutSeconds) = ("Other", "For sales", " ", " 20 ");
        }));
        Assert.Equal("""{"headers":{"X-Key":"other"}}""", UpdateAfter(draft => draft.Headers[0].Value = "other"));
        Assert.Equal("""{"headers":null}""", UpdateAfter(draft => draft.Headers.Clear()));
        Assert.Equal("""{"tags":["crm","eu"]}""", UpdateAfter(draft => draft.Tags = "crm , eu,"));
        Assert.Equal("""{"tags":[]}""", UpdateAfter(draft => draft.Tags = " "));
        Assert.Equal("""{"retryPolicy":{"name":"standard"}}""", UpdateAfter(draft => draft.Retry = "standard"));
        Assert.Equal("""{"enabled":false,"agentIds":["sales"]}""", UpdateAfter(draft =>
        {
            draft.Enabled = false;
            draft.AgentIds.Add("sales");
        }));
    }

    [Fact]
    public void What_cannot_be_sent_is_told_by_the_pointers_of_the_api()
    {
        var draft = DestinationDraft.Of(Stored);
        (draft.Waits, draft.MaxPerSecond, draft.TimeoutSeconds) = ("5, x", "1,000", "2.5");
        draft.Headers.Add(new HeaderDraft { Name = "x-key", Value = "again" });

        Assert.Equal(["/retryPolicy", "/maxPerSecond", "/timeoutSeconds", "/headers/X-Key"], draft.Faults.Select(fault => fault.Pointer));
        Assert.Empty(DestinationDraft.Of(Stored).Faults);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("604801")]
    [InlineData("1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")]
    public void Waits_that_are_none_are_no_policy(string waits) => Assert.Null(RetryChoice.Parse(RetryChoice.Own, waits));

    [Fact]
    public void Waits_are_read_as_they_are_shown() =>
        Assert.Equal(Stored.RetryPolicy, RetryChoice.Parse(RetryChoice.Of(Stored.RetryPolicy), RetryChoice.WaitsOf(Stored.RetryPolicy)));

    [Fact]
    public void Somebody_elses_change_goes_under_ones_own()
    {
        var (stored, mine) = (DestinationDraft.Of(Stored), DestinationDraft.Of(Stored));
        mine.Name = "Mine";
        mine.AgentIds.Add("sales");
        var theirs = DestinationDraft.Of(Stored with { Name = "Theirs", Url = "https://theirs.example.com/", Headers = null });

        DraftField.Merge(mine, stored, theirs);

        Assert.Equal(("Mine", "https://theirs.example.com/", 0), (mine.Name, mine.Url, mine.Headers.Count));
        Assert.Equal(["sales"], mine.AgentIds);
        Assert.Equal(["name", "agentIds"], DraftField.All.Where(part => part.IsChanged(theirs, mine)).Select(part => part.Member));
    }

    [Fact]
    public void Values_of_headers_are_compared_and_not_shown()
    {
        var (one, other) = (DestinationDraft.Of(Stored), DestinationDraft.Of(Stored));
        other.Headers[0].Value = "another secret";

        var headers = Assert.Single(DraftField.All, part => part.IsChanged(one, other));

        Assert.Equal(("headers", "X-Key"), (headers.Member, headers.Text(other)));
    }

    private static string UpdateAfter(Action<DestinationDraft> change)
    {
        var draft = DestinationDraft.Of(Stored);
        change(draft);
        return JsonSerializer.Serialize(draft.ToUpdate(DestinationDraft.Of(Stored)), WebhooksJson.Options);
    }

    /// <summary>A member that a change can set and the form lacks could be changed by programs only.</summary>
    [Fact]
    public void Every_member_of_a_change_is_a_field_of_the_form()
    {
        var members = WebhooksJson.Options.GetTypeInfo(typeof(UpdateWebhookDestinationRequest)).Properties.Select(member => member.Name);
        var form = File.ReadAllText(Path.Combine(Repository.Root, "Dashboard.Web", "Destinations", "DestinationForm.razor"));

        Assert.Equal(members.Order(), DraftField.All.Select(field => field.Member).Order());
        Assert.All(DraftField.All, field => Assert.Contains($"\"{field.Member}\"", form, StringComparison.Ordinal));
    }

    /// <summary>Each field that was changed is sent, and no other.</summary>
    [Fact]
    public void Every_field_that_was_changed_is_sent()
    {
        var stored = new DestinationDraft();
        var mine = new DestinationDraft
        {
            Name = "n",
            Url = "u",
            Description = "d",
            Enabled = false,
            EventTypes = ["event.created"],
            AgentIds = ["a"],
            Tags = "t",
            Headers = [new HeaderDraft { Name = "X-A", Value = "1" }],
            Retry = RetryChoice.Of(RetryPolicySetting.Persistent),
            MaxPerSecond = "1",
            TimeoutSeconds = "2",
        };

        using var sent = JsonSerializer.SerializeToDocument(mine.ToUpdate(stored), WebhooksJson.Options);
        using var nothing = JsonSerializer.SerializeToDocument(mine.ToUpdate(mine), WebhooksJson.Options);

        Assert.Equal(
            DraftField.All.Select(field => field.Member).Order(), sent.RootElement.EnumerateObject().Select(member => member.Name).Order());
        Assert.Empty(nothing.RootElement.EnumerateObject());
    }
}
