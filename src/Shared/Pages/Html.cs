using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace IdClip.Pages;

/// <summary>Markup. Whatever is put into an interpolated string of it is encoded, unless it is markup itself.</summary>
internal readonly record struct Html(string Markup)
{
    public static Html Of(Template template) => new(template.ToMarkup());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    /// <summary>Builds markup from an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder markup = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => markup.Append(literal);

        public void AppendFormatted(Html part) => markup.Append(part.Markup);

        public void AppendFormatted(string? text) => markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

        public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable =>
            AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

        public string ToMarkup() => markup.ToString();
    }
}
