/*
 * book/lib/listing.mjs - quoted code: its label, its lines, its numbered notes.
 *
 * The include processor (quote.mjs) leaves markers around quoted lines; here
 * they become code with the place it was taken from and a link to the whole
 * file.  A mark is `// <1>` at a line's end or comes from notes="...".
 */
import { escape } from "./text.mjs";
import { highlighter, languageOf } from "./highlight.mjs";

const MARK = /\s*(?:\/\/|\/\*|;+|#|--)?\s*((?:<\d+>\s*)+)(?:\*\/)?\s*$/;
export const QUOTE = "\u0001quote ";
export const END = "\u0001end";

/* Lines of a listing as chunks: quoted ones carry where they come from. */
export function chunksOf(lines, quotes) {
  const chunks = [];
  let open = null;
  for (const text of lines) {
    if (text.startsWith(QUOTE)) {
      open = { quote: quotes[Number(text.slice(QUOTE.length))], lines: [] };
      chunks.push(open);
    } else if (text === END) {
      open = null;
    } else {
      if (!open) chunks.push((open = { quote: null, lines: [] }));
      open.lines.push(text);
    }
  }
  return chunks;
}

function outdent(lines) {
  const used = lines.filter((t) => t.trim() !== "");
  const least = Math.min(...used.map((t) => /^ */.exec(t)[0].length));
  return lines.map((t) => t.slice(Number.isFinite(least) ? least : 0));
}

/* Takes the marks out of a line: [text, [numbers]]. */
function marksOf(text) {
  const match = MARK.exec(text);
  if (!match) return [text, []];
  return [text.slice(0, match.index), [...match[1].matchAll(/\d+/g)].map((m) => Number(m[0]))];
}

/* notes="a|b": note 1 stands at the first line with a, note 2 with b. */
function placeNotes(rows, attribute, fault) {
  (attribute ? attribute.split("|") : []).forEach((needle, index) => {
    const row = rows.find((r) => r.text.includes(needle));
    (row ?? rows[0]).marks.push(index + 1);
    if (!row) fault(`notes=: no quoted line contains '${needle}'`);
  });
}

export const bullet = (n) =>
  `<b class="mark" aria-hidden="true">${n}</b>`;

function codeHtml(rows, language) {
  const paint = highlighter(language);
  return rows.map((row) => paint(row.text) +
    (row.marks.length ? `  ${row.marks.map(bullet).join("")}` : "")).join("\n");
}

function label(quote) {
  const { name, from, to } = quote;
  const lines = from === to ? `${from}` : `${from}\u2013${to}`;
  return `<a class="place" href="src/${name}.html#L${from}" title="The whole file">` +
    `<span class="path">${escape(name).replace(/\//g, "/<wbr>")}</span>:${lines}</a>`;
}

const NAMES = { console: "shell session" };

function bar(title, right) {
  if (!title && !right) return "";
  return `<div class="bar"><span class="what">${title ?? ""}</span>${right}</div>`;
}

function sketchLabel(block) {
  if (block.roles.includes("sketch")) return '<span class="place">sketch, not compiled</span>';
  const name = NAMES[block.language];
  return name ? `<span class="place">${name}</span>` : "";
}

/* A console session: what a person typed stands out from what came back. */
/* So many lines are never cut at the end of a page. */
const UNCUT = 12;
const UNCUT_REPORT = 24;

function consoleHtml(rows) {
  return rows.map(({ text }) => {
    const typed = /^(\$ |# )(.*)$/.exec(text);
    return typed ? `<span class="c">${typed[1]}</span><b>${escape(typed[2])}</b>` : escape(text);
  }).join("\n");
}

function chunkHtml(chunk, block, title, fault) {
  const rows = outdent(chunk.lines).map((raw) => {
    const [text, marks] = marksOf(raw);
    return { text, marks };
  });
  if (!chunk.quote?.hidden) placeNotes(rows, block.notes, fault);
  const language = chunk.quote ? languageOf(chunk.quote.name) : block.language;
  for (const row of rows)
    if (chunk.quote && row.text.length > 80)
      fault(`${chunk.quote.name}: a quoted line is over 80 columns`);
  const code = language === "console" ? consoleHtml(rows) : codeHtml(rows, language);
  const html = `<div class="code${rows.length <= (chunk.quote ? UNCUT : UNCUT_REPORT) ? " short" : ""}">${bar(title, chunk.quote && !chunk.quote.hidden ? label(chunk.quote) : sketchLabel(block))}` +
    `<pre tabindex="0"${title || chunk.quote ? ` role="group" aria-label="${escape(block.plainTitle ||
      `Code from ${chunk.quote?.name}`)}"` : ""}><code>${code}</code></pre></div>`;
  return { html, marks: rows.flatMap((r) => r.marks) };
}

/*
 * {html, marks} of a listing; no marks when lines are missing.  `block` has lines, quotes, language, notes,
 * roles, title and plainTitle; `fault(text)` reports at the block.
 */
export function renderListing(block, fault) {
  const chunks = chunksOf(block.lines, block.quotes);
  const done = chunks.map((chunk, i) => chunkHtml(chunk, block, i === 0 ? block.title : "", fault));
  const hidden = chunks.some((c) => c.quote?.hidden);
  return { html: done.map((d) => d.html).join(""), marks: hidden ? null : done.flatMap((d) => d.marks) };
}
