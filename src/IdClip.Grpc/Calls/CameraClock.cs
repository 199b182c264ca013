using Google.Protobuf.WellKnownTypes;

namespace IdClip.Grpc.Calls;

/// <summary>Times of cameras, which write no time zone: the digits of the clock are kept as if it were UTC's.</summary>
internal static class CameraClock
{
    /// <summary>A camera's time for a message; null where it is not known.</summary>
    public static Timestamp? ToTimestamp(DateTime? taken) => taken is { } time ? Timestamp.FromDateTime(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;

    /// <summary>The camera's time of a message, of no zone.</summary>
    public static DateTime? FromTimestamp(Timestamp? taken) => taken is { } time ? DateTime.SpecifyKind(time.ToDateTime(), DateTimeKind.Unspecified) : null;
}
