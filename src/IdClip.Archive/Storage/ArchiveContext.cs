using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Storage;

/// <summary>The catalogue's model, as SQLite has it.</summary>
internal class ArchiveContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Folder> Folders => Set<Folder>();
    public DbSet<PhotoFile> Files => Set<PhotoFile>();
    public DbSet<Content> Contents => Set<Content>();
    public DbSet<Photo> Photos => Set<Photo>();
    public DbSet<Face> Faces => Set<Face>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Enrolment> Enrolments => Set<Enrolment>();
    public DbSet<MarkedFace> MarkedFaces => Set<MarkedFace>();
    public DbSet<FaceLabel> FaceLabels => Set<FaceLabel>();
    public DbSet<ClusteredFace> ClusteredFaces => Set<ClusteredFace>();
    public DbSet<JudgedQuery> JudgedQueries => Set<JudgedQuery>();
    public DbSet<RightAnswer> RightAnswers => Set<RightAnswer>();
    public DbSet<MeasuredRecall> MeasuredRecalls => Set<MeasuredRecall>();
    public DbSet<AdapterVector> AdapterVectors => Set<AdapterVector>();
    public DbSet<Album> Albums => Set<Album>();
    public DbSet<AlbumFace> AlbumFaces => Set<AlbumFace>();
    public DbSet<Tombstone> Tombstones => Set<Tombstone>();
    public DbSet<ArchiveSetting> Settings => Set<ArchiveSetting>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<HandledMessage> HandledMessages => Set<HandledMessage>();
    public DbSet<FailedMessage> FailedMessages => Set<FailedMessage>();
    public DbSet<RunState> Runs => Set<RunState>();

    /// <summary>Puts down a setting, or another value of it; saved with the rest.</summary>
    public async Task SetAsync(string key, string value, CancellationToken ct)
    {
        if (await Settings.FindAsync([key], ct) is { } stored)
            stored.Value = value;
        else
            Settings.Add(new() { Key = key, Value = value });
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Folder>().HasIndex(f => f.Path).IsUnique();

        model.Entity<PhotoFile>(file =>
        {
            file.HasIndex(f => new { f.FolderId, f.Name }).IsUnique();
            file.HasOne(f => f.Folder).WithMany().OnDelete(DeleteBehavior.Cascade);
            file.HasOne(f => f.Content).WithMany(c => c.Files).OnDelete(DeleteBehavior.SetNull);
        });

        model.Entity<Content>().HasIndex(c => c.Sha256).IsUnique();

        model.Entity<Photo>(photo =>
        {
            // NULLs differ from each other in a unique index, so the still picture needs its own.
            photo.HasIndex(p => new { p.ContentId, p.FrameSeconds }).IsUnique();
            photo.HasIndex(p => p.ContentId, "IX_Photos_Still").IsUnique().HasFilter("FrameSeconds IS NULL");
            photo.HasIndex(p => p.State);
        });

        model.Entity<AdapterVector>(vector =>
        {
            vector.HasKey(v => new { v.PhotoId, v.Adapter });
            vector.HasOne(v => v.Photo).WithMany().OnDelete(DeleteBehavior.Cascade);
        });

        model.Entity<Person>().HasIndex(p => p.NameKey).IsUnique();

        model.Entity<MarkedFace>(mark =>
        {
            mark.HasIndex(m => m.Sha256);
            mark.HasIndex(m => m.FaceId).IsUnique();
            mark.HasOne(m => m.Face).WithMany().OnDelete(DeleteBehavior.SetNull);
        });
        model.Entity<FaceLabel>(label =>
        {
            label.HasOne(l => l.Mark).WithMany(m => m.Labels).OnDelete(DeleteBehavior.Cascade);
            label.HasOne(l => l.Person).WithMany().OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ClusteredFace>(clustered =>
        {
            clustered.HasKey(c => c.FaceId);
            clustered.Property(c => c.FaceId).ValueGeneratedNever();
            clustered.HasIndex(c => c.Cluster);
            clustered.HasOne(c => c.Face).WithOne().HasForeignKey<ClusteredFace>(c => c.FaceId).OnDelete(DeleteBehavior.Cascade);
        });

        model.Entity<RightAnswer>(answer =>
        {
            answer.HasIndex(a => a.QueryId);
            answer.HasOne(a => a.Query).WithMany(q => q.Answers).OnDelete(DeleteBehavior.Cascade);
        });

        model.Entity<Album>().HasIndex(a => a.NameKey).IsUnique();
        model.Entity<AlbumFace>().HasOne(f => f.Album).WithMany(a => a.Faces).OnDelete(DeleteBehavior.Cascade);

        model.Entity<Tombstone>().HasKey(t => new { t.Kind, t.VectorId });
        model.Entity<Tombstone>().Property(t => t.VectorId).ValueGeneratedNever();

        model.Entity<ArchiveSetting>().HasKey(s => s.Key);

        model.Entity<OutboxMessage>().HasIndex(m => m.MessageId);
        model.Entity<HandledMessage>(handled =>
        {
            handled.HasKey(m => new { m.MessageId, m.Handler });
            handled.HasIndex(m => m.At);
        });
        model.Entity<FailedMessage>().HasKey(m => new { m.MessageId, m.Queue });
        model.Entity<RunState>().HasKey(r => new { r.Machine, r.Run });
    }
}
