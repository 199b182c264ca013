using IdClip.Web.Answers;

namespace IdClip.Web.Tests;

public sealed class JustifiedRowsTests
{
    private const double Width = 1384, RowHeight = 230, Gap = 10;

    private static readonly float[] Shapes = [.. Enumerable.Range(0, 10_000).Select(i => (float)(.5 + 2 * new Random(i).NextDouble()))];

    [Fact]
    public void Every_photo_has_a_place_in_order_and_full_rows_fill_the_width()
    {
        var rows = new JustifiedRows(Shapes, Width, RowHeight, Gap);
        var next = 0;
        var bottom = -Gap;
        for (var row = 0; row < rows.Count; row++)
        {
            var (top, end) = rows.EdgesOf(row);
            var photos = rows.PhotosOf(row).ToList();
            Assert.Equal(Enumerable.Range(next, photos.Count), photos.Select(p => p.Place));
            Assert.Equal(bottom + Gap, top, 6);
            Assert.All(photos, p => Assert.Equal(Shapes[p.Place] * (end - top), p.Width, 3));
            if (row < rows.Count - 1)
            {
                // Few photos before a wide one are enlarged no further.
                Assert.True(Math.Abs(photos[^1].Left + photos[^1].Width - Width) < .001 || Math.Abs(end - top - JustifiedRows.MostGrowth * RowHeight) < .001);
                Assert.InRange(end - top, RowHeight - .001, JustifiedRows.MostGrowth * RowHeight + .001);
            }
            (next, bottom) = (photos[^1].Place + 1, end);
        }
        Assert.Equal(Shapes.Length, next);
        Assert.Equal(bottom, rows.Height, 6);
    }

    [Fact]
    public void Rows_are_found_by_photo_and_by_line()
    {
        var rows = new JustifiedRows(Shapes, Width, RowHeight, Gap);
        for (var row = 0; row < rows.Count; row++)
        {
            var (first, next) = rows.PlacesOf(row);
            Assert.Equal((row, row), (rows.RowOf(first), rows.RowOf(next - 1)));
            Assert.Equal(row, rows.RowAt(rows.EdgesOf(row).Top));
        }
        Assert.Equal((0, rows.Count - 1), (rows.RowAt(-5_000), rows.RowAt(1e9)));
    }

    [Theory]
    [InlineData(2.5f, 362, 144.8)]
    [InlineData(.5f, 362, 120)]
    public void A_photo_alone_is_never_wider_than_the_room(float shape, double width, double height)
    {
        var rows = new JustifiedRows([shape], width, 120, 6);

        Assert.Equal(Math.Min(height, 120), rows.Height, 3);
        Assert.True(rows.PhotosOf(0).Single().Width <= width);
    }

    [Fact]
    public void Nothing_needs_no_room() => Assert.Equal((0, 0.0), (new JustifiedRows([], Width, RowHeight, Gap) is var none ? none.Count : -1, none.Height));
}
