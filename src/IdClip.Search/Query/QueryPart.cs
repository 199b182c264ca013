namespace IdClip.Search.Query;

/// <summary>A stretch of a query: <see cref="QueryWords"/> or <see cref="QueryPeople"/>.</summary>
public abstract record QueryPart;
