namespace IdClip.Search.Query;

/// <summary>Why a query cannot be answered.</summary>
public enum QueryProblem
{
    /// <summary>The query is not written in the query language.</summary>
    Syntax,

    /// <summary>Nobody of that name is enrolled; the candidates are the nearest names.</summary>
    UnknownName,

    /// <summary>Several enrolled people could be meant; the candidates are their names.</summary>
    AmbiguousName,

    /// <summary>The archive is not ready: no photos, nobody enrolled, or nothing indexed yet.</summary>
    Archive,

    /// <summary>The filter names a folder that is not there, or days in the wrong order.</summary>
    Filter,

    /// <summary>The example photo does not fit the archive or the query.</summary>
    Example,
}
