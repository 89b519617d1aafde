using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;
using CsvHelper.Configuration;
using Webhooks.Api.Http;
using Webhooks.Contracts;

namespace Webhooks.Api.Lists;

/// <summary>The format a list is exported in, by the <c>Accept</c> header of the request.</summary>
internal sealed record ExportForm(string ContentType, string Extension, Func<Type, IExportRows> RowsOf)
{
    /// <summary>One JSON object a line, as the list shows it.</summary>
    public static readonly ExportForm Lines = new("application/x-ndjson", "ndjson", static _ => new JsonRows());

    /// <summary>RFC 4180 with a header; members of objects are columns of their own, lists are JSON in a cell.</summary>
    public static readonly ExportForm Csv = new("text/csv", "csv", static type => new CsvRows(type));

    /// <summary>The format to export the whole list in, without pages; null = a page is wanted.</summary>
    public static ExportForm? Read(HttpRequest request, QueryInput query)
    {
        var form = HttpMethods.IsGet(request.Method)
            ? new[] { Lines, Csv }.FirstOrDefault(known => request.Headers.Accept.Any(accept => known.IsIn(accept)))
            : null;
        if (form is not null && request.Query.ContainsKey("limit"))
        {
            query.Errors.Add("/limit", "is not taken by an export, which has all rows");
        }

        return form;
    }

    private bool IsIn(string? accept) => accept?.Contains(ContentType, StringComparison.OrdinalIgnoreCase) is true;

    private sealed class JsonRows : IExportRows
    {
        public string Head => "";

        public void Write(object row, StringBuilder text) =>
            text.Append(JsonSerializer.Serialize(row, row.GetType(), WebhooksJson.Options)).Append('\n');
    }

    private sealed class CsvRows(Type type) : IExportRows
    {
        /// <summary>A spreadsheet runs what begins with = + - or @; such a cell gets an apostrophe before it.</summary>
        private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape,
            NewLine = "\r\n",
        };

        private readonly string[][] columns = [.. ColumnsOf(type, [])];

        public string Head
        {
            get
            {
                var text = new StringBuilder();
                Write(columns.Select(column => string.Join('.', column)), text);
                return text.ToString();
            }
        }

        public void Write(object row, StringBuilder text)
        {
            var json = JsonSerializer.SerializeToElement(row, type, WebhooksJson.Options);
            Write(columns.Select(column => CellOf(json, column)), text);
        }

        private static void Write(IEnumerable<string> cells, StringBuilder text)
        {
            using var writer = new CsvWriter(new StringWriter(text, CultureInfo.InvariantCulture), Configuration);
            foreach (var cell in cells)
            {
                writer.WriteField(cell);
            }

            writer.NextRecord();
        }

        private static IEnumerable<string[]> ColumnsOf(Type type, string[] path) =>
            WebhooksJson.Options.GetTypeInfo(type).Properties.OrderBy(member => member.Order).SelectMany(member =>
                WebhooksJson.Options.GetTypeInfo(
                    Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType) is { Kind: JsonTypeInfoKind.Object } inner
                    ? ColumnsOf(inner.Type, [.. path, member.Name])
                    : [[.. path, member.Name]]);

        private static string CellOf(JsonElement json, string[] column)
        {
            foreach (var name in column)
            {
                if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out json))
                {
                    return "";
                }
            }

            return json.ValueKind switch
            {
                JsonValueKind.Null => "",
                JsonValueKind.String => json.GetString()!,
                _ => json.GetRawText(),
            };
        }
    }
}

/// <summary>Writes the rows of an export.</summary>
internal interface IExportRows
{
    /// <summary>The text before the first row.</summary>
    string Head { get; }

    /// <summary>Adds a row with its end of line.</summary>
    void Write(object row, StringBuilder text);
}
