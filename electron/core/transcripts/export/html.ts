import {
  nameOf,
  type ExportedConversation,
  type ExportPieces,
  type ExportWords,
} from './exported.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The text within an element or a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

/** For the eye and for paper: the page carries all that it needs, and runs and loads nothing. */
const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem;
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color: #13201e; background: #fff; overflow-wrap: anywhere; }
h1 { margin: 0 0 2rem; font-size: 1.6rem; line-height: 1.25; }
section { margin-top: 2.75rem; }
h2 { margin: 0; font-size: 1.2rem; line-height: 1.35; break-after: avoid; }
.when { margin: 0 0 1.25rem; font-size: .85rem; color: #52605d; break-after: avoid; }
article { margin: 0 0 1.1rem; break-inside: avoid; }
.about { margin: 0; font-size: .8rem; color: #52605d; break-after: avoid; }
.about b { color: #13201e; }
.person .text { padding: .5rem .9rem; border-radius: 14px; background: #e6f1ee; }
.text { margin: .15rem 0 0; white-space: pre-wrap; }
@media (prefers-color-scheme: dark) {
  body { color: #eaf1ef; background: #14191a; }
  .when, .about { color: #a3b2ae; }
  .about b { color: #eaf1ef; }
  .person .text { background: #1f3330; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; color: #000; background: #fff; }
  .when, .about, .about b { color: #333; }
  .person .text { background: none; border: 1px solid #999; }
}
`

/** No script, no picture, nothing from elsewhere: also where something got past the escaping. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

export const writeHtml = function* (
  conversations: Iterable<ExportedConversation>,
  words: ExportWords,
): ExportPieces {
  const heading = escapeHtml(words.heading)
  yield `<!doctype html>
<html lang="${escapeHtml(words.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
`
  for (const { title, startedAtMs, turns } of conversations) {
    yield `<section>
<h2 dir="auto">${escapeHtml(title ?? words.untitled)}</h2>
<p class="when">${escapeHtml(words.dateTime(startedAtMs))}</p>
`
    for (const turn of turns) {
      const about = [words.time(turn.startedAtMs)]
      if (turn.status !== 'complete') about.push(words.status[turn.status])
      const language = turn.language === null ? '' : ` lang="${escapeHtml(turn.language)}"`
      yield `<article class="${turn.speaker}">
<p class="about"><b>${escapeHtml(nameOf(turn, words))}</b> ${escapeHtml(about.join(' · '))}</p>
<p class="text"${language} dir="auto">${escapeHtml(turn.text)}</p>
</article>
`
    }
    yield '</section>\n'
  }
  yield '</main>\n</body>\n</html>\n'
}
