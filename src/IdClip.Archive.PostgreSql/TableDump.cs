using Npgsql;

namespace IdClip.Archive.PostgreSql;

/// <summary>All rows of a table as PostgreSQL copies them out: vectors byte for byte, texts in UTF-8.</summary>
internal sealed class TableDump : Stream
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlRawCopyStream rows;

    public TableDump(ArchiveConnection archive, string table)
    {
        connection = archive.OwnConnection();
        connection.Open();
        rows = connection.BeginRawBinaryCopy($"COPY \"{table}\" TO STDOUT (FORMAT BINARY)");
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => rows.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rows.Dispose();
            connection.Dispose();
        }
        base.Dispose(disposing);
    }
}
