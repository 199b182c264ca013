using IdClip.Commands;

return await CommandLine.RunAsync(args);
