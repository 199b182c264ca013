using Microsoft.ML.OnnxRuntime;

namespace IdClip.Encoding.Sessions;

/// <summary>How every session of the encoder is opened.</summary>
internal static class SessionSettings
{
    public static SessionOptions Create(EncoderOptions options)
    {
        var settings = new SessionOptions
        {
            IntraOpNumThreads = options.ThreadsPerRun,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Activations near zero otherwise run at a tenth of the speed in some layers.
        settings.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        // Weights stored as int8 become constants when the model is loaded, not anew in each run.
        settings.AddSessionConfigEntry("session.disable_quant_qdq", "1");
        if (options.Accelerator is { } accelerator)
        {
            var provider = OrtEnv.Instance().GetAvailableProviders()
                .FirstOrDefault(name => name.StartsWith(accelerator, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException(
                    $"Accelerator '{accelerator}' is not in this build of ONNX Runtime, which has {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}.", nameof(options));
            settings.AppendExecutionProvider(provider.Replace("ExecutionProvider", "", StringComparison.Ordinal));
        }

        return settings;
    }
}
