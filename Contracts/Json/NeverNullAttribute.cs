namespace Webhooks.Contracts;

/// <summary>
/// Marks a member of a request that may be left out but not sent as <see langword="null"/>. The service answers <see langword="null"/> with
/// 400. Members without it take <see langword="null"/> when their type does.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeverNullAttribute : Attribute;
