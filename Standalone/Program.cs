using Webhooks.Standalone;

return await StandaloneCommands.Create().Parse(args).InvokeAsync(StandaloneCommands.Invocation);
