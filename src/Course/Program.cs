using Course.Verbs;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
