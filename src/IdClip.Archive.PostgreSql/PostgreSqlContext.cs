using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.PostgreSql;

/// <summary>The catalogue's model, and what sharing it between processes takes.</summary>
internal sealed class PostgreSqlContext(DbContextOptions<PostgreSqlContext> options) : ArchiveContext(options)
{
    /// <summary>The column of a file's claim: the run that works on it, alive or dead.</summary>
    public const string Worker = "Worker";

    public DbSet<ContentClaim> ContentClaims => Set<ContentClaim>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);

        // As SQLite keeps it: the time on the photographer's watch, without a zone.
        model.Entity<Photo>().Property(p => p.TakenAt).HasColumnType("timestamp without time zone")
            .HasConversion(time => DateTime.SpecifyKind(time!.Value, DateTimeKind.Unspecified), time => time);
        model.Entity<Photo>().HasIndex(p => p.ContentId, "IX_Photos_Still").HasFilter("\"FrameSeconds\" IS NULL");
        model.Entity<PhotoFile>().Property<int?>(Worker);
        model.Entity<ContentClaim>().HasKey(c => c.Sha256);
        model.Entity<ArchiveSetting>().HasData(new ArchiveSetting { Key = CommitCounter.Key, Value = "0" });
    }
}
