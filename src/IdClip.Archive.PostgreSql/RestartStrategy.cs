using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace IdClip.Archive.PostgreSql;

/// <summary>Tries again, for about a minute, what a deadlock, a lost connection or a restart of the server interrupted.</summary>
internal sealed class RestartStrategy(ExecutionStrategyDependencies dependencies) : NpgsqlRetryingExecutionStrategy(dependencies)
{
    // A connection lost just before COMMIT is told as a transaction that is disposed of.
    protected override bool ShouldRetryOn(Exception? exception) =>
        base.ShouldRetryOn(exception) || exception is ObjectDisposedException { InnerException: NpgsqlException { IsTransient: true } };
}
