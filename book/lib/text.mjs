/*
 * book/lib/text.mjs - small things about text that every module needs.
 *
 * Escaping for HTML and SVG, the text of a piece of HTML, words near to a
 * wrong one ("did you mean"), and slugs.
 */

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escape(text) {
  return String(text).replace(/[&<>"]/g, (c) => ENTITIES[c]);
}

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function entity(whole, name) {
  if (name.startsWith("#x")) return String.fromCodePoint(parseInt(name.slice(2), 16));
  if (name[0] === "#") return String.fromCodePoint(parseInt(name.slice(1), 10));
  return NAMED[name] ?? whole;
}

/* What a reader sees of `html`, on one line. */
export function plain(html) {
  return html
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<\/?(p|div|li|tr|td|th|dt|dd|h[1-6]|figcaption|br|pre)\b[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#?\w+);/g, entity)
    .replace(/\u200b/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/* Plain words of a picture or its table as a typesetter would have them;
 * `name` is code. */
export function typeset(text) {
  return escape(text)
    .replace(/(\w)'(\w)/g, "$1\u2019$2")
    .replace(/(^|[\s(])&quot;/g, "$1\u201c").replace(/&quot;/g, "\u201d")
    .replace(/`([^`]+)`/g, "<code>$1</code>");
}

/* How many letters have to change to make `a` of `b`. */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}

/* "; did you mean X?" when a known word is near, otherwise what there is. */
export function suggest(word, known) {
  const all = [...known].sort();
  const near = all
    .map((k) => [distance(word.toLowerCase(), k.toLowerCase()), k])
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))[0];
  if (near && near[0] <= Math.max(2, word.length / 3))
    return `; did you mean '${near[1]}'?`;
  if (all.length === 0) return "";
  return `; there ${all.length === 1 ? "is" : "are"} ${all.slice(0, 8).join(", ")}` +
    (all.length > 8 ? ", ..." : "");
}

export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
