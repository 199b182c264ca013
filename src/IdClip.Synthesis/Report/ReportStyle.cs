namespace IdClip.Synthesis.Report;

/// <summary>The page's looks: light or dark as the reader's system is, black on white in print.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #14181f; --soft: #59616e; --line: #d5dae1; --paper: #fff; --card: #f4f6f9; --before: #b8c0cc; --after: #2e6bc6; --limit: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8ebf0; --soft: #a3acb9; --line: #353c47; --paper: #14181f; --card: #1d232c; --before: #59616e; --after: #7aa9ec; --limit: #f2867e; } }
        @media print { :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --card: #fff; --before: #b8c0cc; --after: #2e6bc6; --limit: #b3261e; } figure, table, dl { break-inside: avoid; } h2, h3 { break-after: avoid; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        main { max-width: 1080px; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .75rem; }
        h2 { font-size: 1.35rem; margin: 2.5rem 0 .5rem; }
        h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
        p { max-width: 72ch; margin: .5rem 0 1rem; }
        .notice { border-left: 4px solid var(--limit); padding: .25rem 0 .25rem 1rem; }
        .numbers { list-style: none; display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 1.25rem 0; }
        .numbers li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem 1rem; color: var(--soft); }
        .numbers b { display: block; font-size: 1.5rem; line-height: 1.2; color: var(--ink); }
        dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: .35rem 1.5rem; margin: 1rem 0; }
        dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.25rem; }
        figure { margin: 0; }
        .figures figure { border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1rem; }
        .figures figcaption { font-weight: 600; margin-bottom: .5rem; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font-size: 15px; }
        svg .axis { stroke: var(--line); } svg .before { fill: var(--before); } svg .after { fill: var(--after); fill-opacity: .85; }
        svg line.limit { stroke: var(--limit); stroke-dasharray: 5 4; } svg text.limit { fill: var(--limit); }
        .legend { list-style: none; padding: 0; margin: .5rem 0 0; font-size: .875rem; color: var(--soft); }
        .key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .5em; }
        .key.before { background: var(--before); } .key.after { background: var(--after); }
        .triples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1.25rem; }
        .triple > div { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4px; }
        .triple img { width: 100%; height: 100%; aspect-ratio: 1; object-fit: cover; border-radius: 6px; display: block; background: var(--card); }
        .triple figcaption { font-size: .875rem; color: var(--soft); margin-top: .35rem; overflow-wrap: anywhere; } .triple strong { color: var(--ink); }
        .absent { font-size: .8rem; color: var(--limit); border: 1px dashed var(--limit); border-radius: 6px; padding: .5rem; overflow-wrap: anywhere; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; margin: .5rem 0 1.25rem; min-width: 20rem; }
        caption { text-align: left; font-weight: 600; padding-bottom: .35rem; }
        th, td { text-align: left; font-weight: 400; padding: .3rem 1.5rem .3rem 0; border-bottom: 1px solid var(--line); }
        thead th { color: var(--soft); font-size: .875rem; } tfoot th, tfoot td { border-bottom: 0; font-weight: 600; }
        .number { text-align: right; font-variant-numeric: tabular-nums; padding-right: .5rem; }
        code { font-size: .875em; overflow-wrap: anywhere; }
        """;
}
