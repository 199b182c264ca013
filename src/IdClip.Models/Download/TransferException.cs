namespace IdClip.Models.Download;

/// <summary>A transfer that failed in a way that another attempt may mend.</summary>
internal sealed class TransferException(string message) : Exception(message);
