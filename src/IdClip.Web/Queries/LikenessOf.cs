namespace IdClip.Web.Queries;

/// <summary>What of an example photo is looked for.</summary>
public enum LikenessOf
{
    /// <summary>Its scene and its people.</summary>
    Both,

    /// <summary>Its scene.</summary>
    Scene,

    /// <summary>Its people.</summary>
    People,
}
