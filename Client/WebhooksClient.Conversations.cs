using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Conversations, their messages and feedback.</content>
public sealed partial class WebhooksClient
{
    private const string ConversationsPath = "run/v1/conversations";

    /// <summary>
    /// Starts a conversation in the project of the API key, or in <see cref="PublishTarget"/>; fires <c>conversation.created</c>.
    /// </summary>
    /// <param name="start">The conversation.</param>
    /// <param name="idempotencyKey">1 to 255 visible ASCII characters: makes a repeat of this very request answer with the first result,
    /// for 72 hours.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation, or the one that was started with this identifier before.</returns>
    public Task<ConversationResponse> StartConversationAsync(
        StartConversationRequest start, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        PublishDataAsync<ConversationResponse>(ConversationsPath, start, idempotencyKey, cancellationToken);

    /// <summary>Adds a message to a conversation; fires <c>conversation.updated</c>.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="message">The message.</param>
    /// <param name="idempotencyKey">1 to 255 visible ASCII characters: makes a repeat of this very request answer with the first result,
    /// for 72 hours.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message, or the one that was added with this identifier before.</returns>
    public Task<MessageResponse> AddMessageAsync(
        string conversationId, AddMessageRequest message, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        PublishDataAsync<MessageResponse>(
            $"{ConversationsPath}/{Escape(conversationId)}/messages", message, idempotencyKey, cancellationToken);

    /// <summary>Gives feedback on a conversation or on one of its messages; fires <c>feedback.created</c>.</summary>
    /// <param name="feedback">The feedback.</param>
    /// <param name="idempotencyKey">1 to 255 visible ASCII characters: makes a repeat of this very request answer with the first result,
    /// for 72 hours.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The feedback.</returns>
    public Task<FeedbackResponse> AddFeedbackAsync(
        AddFeedbackRequest feedback, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        PublishDataAsync<FeedbackResponse>("run/v1/feedback", feedback, idempotencyKey, cancellationToken);

    /// <summary>One conversation of the API key's project, or of <see cref="PublishTarget"/>, with its newest messages.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation.</returns>
    public async Task<ConversationResponse> GetConversationAsync(string conversationId, CancellationToken cancellationToken = default)
    {
        var request = Targeted(HttpMethod.Get, $"{ConversationsPath}/{Escape(conversationId)}", body: null);
        return (await SendAsync<DataResponse<ConversationResponse>>(request, cancellationToken).ConfigureAwait(false)).Data;
    }

    /// <summary>Lists the messages of a conversation of the API key's project, or of <see cref="PublishTarget"/>, oldest first.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most messages on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<MessageResponse>> ListMessagesAsync(
        string conversationId, int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        SendAsync<PageResponse<MessageResponse>>(
            Targeted(
                HttpMethod.Get,
                WithQuery($"{ConversationsPath}/{Escape(conversationId)}/messages", ("page", Number(page)), ("limit", Number(limit))),
                body: null),
            cancellationToken);

    /// <summary>Lists the conversations of a project, newest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="cursor">The <c>next</c> or <c>previous</c> of another page; the newest page when left out.</param>
    /// <param name="limit">Most conversations on the page, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<KeysetResponse<ConversationEntry>> ListProjectConversationsAsync(
        string tenantId, string projectId, string? cursor = null, int limit = 50, CancellationToken cancellationToken = default) =>
        GetAsync<KeysetResponse<ConversationEntry>>(
            WithQuery($"{ProjectPath(tenantId, projectId)}/conversations", ("cursor", cursor), ("limit", Number(limit))),
            cancellationToken);

    /// <summary>One conversation of a project with its newest messages.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation.</returns>
    public Task<ConversationResponse> GetProjectConversationAsync(
        string tenantId, string projectId, string conversationId, CancellationToken cancellationToken = default) =>
        GetDataAsync<ConversationResponse>($"{ProjectPath(tenantId, projectId)}/conversations/{Escape(conversationId)}", cancellationToken);

    /// <summary>Lists the messages of a conversation of a project, oldest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most messages on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<MessageResponse>> ListProjectMessagesAsync(
        string tenantId, string projectId, string conversationId, int page = 1, int limit = 10,
        CancellationToken cancellationToken = default) =>
        GetAsync<PageResponse<MessageResponse>>(
            WithQuery(
                $"{ProjectPath(tenantId, projectId)}/conversations/{Escape(conversationId)}/messages",
                ("page", Number(page)),
                ("limit", Number(limit))),
            cancellationToken);
}
