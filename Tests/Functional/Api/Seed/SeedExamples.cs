namespace Webhooks.Tests.Functional.Api.Seed;

/// <summary>What the seed reference shows of its webhook endpoints, word for word.</summary>
internal static class SeedExamples
{
    /// <summary>Members the API has beyond the seed's, in every destination it shows.</summary>
    public static readonly string[] DestinationExtras = ["disabledReason", "headers", "maxPerSecond", "retryPolicy", "tags", "timeoutSeconds"];

    public const string List = """
        {
          "data": [
            {
              "agentIds": [
                "string"
              ],
              "createdAt": "string",
              "description": "string",
              "enabled": true,
              "eventTypes": [
                "conversation.created"
              ],
              "id": "string",
              "name": "string",
              "updatedAt": "string",
              "url": "string"
            }
          ],
          "pagination": {
            "limit": 10,
            "page": 1,
            "pages": 0,
            "total": 0
          }
        }
        """;

    /// <summary>Of create, get and update alike.</summary>
    public const string Destination = """
        {
          "data": {
            "agentIds": [
              "string"
            ],
            "createdAt": "string",
            "description": "string",
            "enabled": true,
            "eventTypes": [
              "conversation.created"
            ],
            "id": "string",
            "name": "string",
            "updatedAt": "string",
            "url": "string"
          }
        }
        """;

    public const string Test = """
        {
          "error": "string",
          "statusCode": 0,
          "success": true
        }
        """;

    public const string CreateBody =
        """{    "eventTypes": [      "conversation.created"    ],    "name": "string",    "url": "http://example.com"  }""";

    /// <summary>The refusals; the same for every operation.</summary>
    public static readonly IReadOnlyDictionary<int, string> Problems = new Dictionary<int, string>
    {
        [400] = """
            {
              "code": "bad_request",
              "detail": "Bad Request",
              "instance": "/conversations/123",
              "requestId": "req_1234567890",
              "status": 400,
              "title": "Bad Request",
              "error": {
                "code": "bad_request",
                "message": "Bad Request"
              }
            }
            """,
        [401] = """
            {
              "code": "unauthorized",
              "detail": "Unauthorized",
              "instance": "/conversations/123",
              "requestId": "req_1234567890",
              "status": 401,
              "title": "Unauthorized",
              "error": {
                "code": "unauthorized",
                "message": "Unauthorized"
              }
            }
            """,
        [403] = """
            {
              "code": "forbidden",
              "detail": "Forbidden",
              "instance": "/conversations/123",
              "requestId": "req_1234567890",
              "status": 403,
              "title": "Forbidden",
              "error": {
                "code": "forbidden",
                "message": "Forbidden"
              }
            }
            """,
        [404] = """
            {
              "code": "not_found",
              "detail": "Not Found",
              "instance": "/conversations/123",
              "requestId": "req_1234567890",
              "status": 404,
              "title": "Not Found",
              "error": {
                "code": "not_found",
                "message": "Not Found"
              }
            }
            """,
        [422] = """
            {
              "code": "unprocessable_entity",
              "detail": "Unprocessable Entity",
              "instance": "/conversations/123",
              "requestId": "req_1234567890",
              "status": 422,
              "title": "Unprocessable Entity",
              "error": {
                "code": "unprocessable_entity",
                "message": "Unprocessable Entity"
              }
            }
            """,
        [500] = """
            {
              "code": "internal_server_error",
              "detail": "Internal Server Error",
              "instance": "/conversations/123",
              "requestId": "req_1234567890",
              "status": 500,
              "title": "Internal Server Error",
              "error": {
                "code": "internal_server_error",
                "message": "Internal Server Error"
              }
            }
            """,
    };

    private const string Line = "https://api.pilot.inkeep.com/manage/tenants/tenant_123/projects/project-456/webhook-destinations";

    /// <summary>The command of the trigger URL.</summary>
    public const string TriggerCurl = """
        curl -X POST "https://api.pilot.inkeep.com/run/tenants/string/projects/string/agents/string/triggers/string" \
          -H "Content-Type: application/json" \
          -d '{
            "property1": null,
            "property2": null
          }'
        """;

    /// <summary>What it answers with 202.</summary>
    public const string Invoked = """
        {
          "invocations": [
            {
              "conversationId": "string",
              "invocationId": "string",
              "runAsUserId": "string"
            }
          ],
          "success": true
        }
        """;

    /// <summary>The commands, with the status each is shown to answer with.</summary>
    public static readonly IReadOnlyDictionary<string, (string Line, int Status)> Curl = new Dictionary<string, (string, int)>
    {
        ["list"] = ($"curl -X GET \"{Line}\"", 200),
        ["create"] = (
            $$"""
            curl -X POST "{{Line}}" \
              -H "Content-Type: application/json" \
              -d '{
                "eventTypes": [
                  "conversation.created"
                ],
                "name": "string",
                "url": "http://example.com"
              }'
            """,
            201),
        ["get"] = ($"curl -X GET \"{Line}/resource_789\"", 200),
        ["update"] = (
            $$"""
            curl -X PATCH "{{Line}}/resource_789" \
              -H "Content-Type: application/json" \
              -d '{}'
            """,
            200),
        ["test"] = ($"curl -X POST \"{Line}/resource_789/test\"", 200),
        ["delete"] = ($"curl -X DELETE \"{Line}/resource_789\"", 204),
    };
}
