using Webhooks.Benchmarks;
using Webhooks.Standalone;

const int Misuse = 2;
var parsed = BenchCommands.Create(TimeProvider.System).Parse(args);
var exitCode = await parsed.InvokeAsync(StandaloneCommands.Invocation);
return parsed.Errors.Count > 0 ? Misuse : exitCode;
