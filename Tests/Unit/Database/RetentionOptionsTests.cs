using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Webhooks.Core.Database;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Unit.Database;

public sealed partial class RetentionOptionsTests
{
    private static readonly PropertyInfo[] Settings = typeof(RetentionOptions).GetProperties();

    [Fact]
    public void The_document_lists_every_setting_with_its_default_and_range()
    {
        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "retention.md")).Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => string.Join(' ', match.Groups.Values.Skip(1).Select(group => group.Value)));

        var actual = Settings.Select(setting => string.Create(
            CultureInfo.InvariantCulture,
            $"{setting.Name} {setting.GetValue(new RetentionOptions()) ?? "not set"} {RangeOf(setting).Minimum} {RangeOf(setting).Maximum}"));
        Assert.Equal(actual, documented);
    }

    [Fact]
    public void A_value_out_of_its_range_is_refused_with_the_name_of_the_setting()
    {
        foreach (var setting in Settings)
        {
            var options = new RetentionOptions();
            setting.SetValue(options, (int)RangeOf(setting).Minimum - 1);
            var faults = new List<ValidationResult>();

            Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true));
            Assert.StartsWith($"Retention:{setting.Name} must be from ", Assert.Single(faults).ErrorMessage, StringComparison.Ordinal);
        }
    }

    private static RangeAttribute RangeOf(PropertyInfo setting) =>
        setting.GetCustomAttribute<RangeAttribute>() ?? throw new InvalidOperationException($"{setting.Name} has no range.");

    [GeneratedRegex(@"^\| `(\w+)` \| (\d+|not set) \| (\d+) to (\d+) \|")]
    private static partial Regex Row();
}
