namespace IdClip.Web.Answers;

/// <summary>Photos in rows of equal height that fill the width, each with its own shape: the place of every photo before any of them is drawn.</summary>
/// <remarks>The rule is that of CSS flex-wrap with the photos' shapes as flex-grow, which lays out the same rows before scripts run.</remarks>
internal sealed class JustifiedRows
{
    /// <summary>Most that a row is enlarged: few wide photos must not fill the screen.</summary>
    public const double MostGrowth = 1.8;

    private readonly List<(int First, double Top, double Height)> _rows = [];
    private readonly float[] _ratios;
    private readonly double _gap;

    /// <param name="ratios">Width to height of each photo, above 0.</param>
    /// <param name="width">Room in pixels.</param>
    /// <param name="rowHeight">Least height of a full row in pixels.</param>
    /// <param name="gap">Pixels between photos and between rows.</param>
    public JustifiedRows(float[] ratios, double width, double rowHeight, double gap)
    {
        (_ratios, _gap, Width) = (ratios, gap, width);
        var top = 0.0;
        for (var first = 0; first < ratios.Length;)
        {
            var (next, sum) = (first, 0.0);
            while (next < ratios.Length && (next == first || (sum + ratios[next]) * rowHeight + (next - first) * gap <= width))
                sum += ratios[next++];
            var full = (width - (next - first - 1) * gap) / sum;
            var height = Math.Min(full, next < ratios.Length ? MostGrowth * rowHeight : rowHeight);
            _rows.Add((first, top, height));
            top += height + gap;
            first = next;
        }
        Height = Math.Max(0, top - gap);
    }

    /// <summary>Pixels of all rows together.</summary>
    public double Height { get; }

    /// <summary>The room that the rows were made for.</summary>
    public double Width { get; }

    /// <summary>Rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Places of the photos of a row: the first, and the first of the next.</summary>
    public (int First, int Next) PlacesOf(int row) => (_rows[row].First, row + 1 < _rows.Count ? _rows[row + 1].First : _ratios.Length);

    /// <summary>Where a row starts and ends, in pixels from the top.</summary>
    public (double Top, double Bottom) EdgesOf(int row) => (_rows[row].Top, _rows[row].Top + _rows[row].Height);

    /// <summary>The row of a photo.</summary>
    public int RowOf(int place)
    {
        var (low, high) = (0, _rows.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _rows[middle].First <= place ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>The first row that ends at or below a line.</summary>
    public int RowAt(double top)
    {
        var (low, high) = (0, _rows.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = EdgesOf(middle).Bottom >= top ? (low, middle) : (middle + 1, high);
        }
        return Math.Max(0, low);
    }

    /// <summary>Left edges and widths of a row's photos.</summary>
    public IEnumerable<(int Place, double Left, double Width)> PhotosOf(int row)
    {
        var (first, next) = PlacesOf(row);
        var left = 0.0;
        for (var place = first; place < next; place++)
        {
            var width = _ratios[place] * _rows[row].Height;
            yield return (place, left, width);
            left += width + _gap;
        }
    }
}
