/*
 * book/lib/typography.mjs - finishing touches on a chapter's HTML.
 *
 * Works on the text between tags, outside code and pictures: curly quotation
 * marks, spaces that must not break, and citations as links.  It never
 * changes what a reader could copy into a program.
 */
import { citeHtml } from "./refer.mjs";

const SKIP = /^(pre|code|svg|script|style|kbd|textarea)$/;
const BLOCK = /^\/?(p|div|li|td|th|dt|dd|h\d|section|figure|figcaption|details|summary|aside|ul|ol|dl|table|tr|blockquote)$/;

function curly(text, before) {
  let last = before;
  let out = "";
  for (const c of text) {
    out += c !== '"' ? c : /[\s(\[\u2014\u2013\u201c]/.test(last) ? "\u201c" : "\u201d";
    last = c;
  }
  return [out, last];
}

/* Units stay with their numbers: "10 ms", "64 bits", "Figure 3". */
function tie(text) {
  return text
    .replace(/(\d) (ms|\u00b5s|us|ns|s|Hz|kHz|MHz|GHz|KB|MB|KiB|MiB|bits?|bytes?|CPUs?)\b/g, "$1\u00a0$2")
    .replace(/\b(Figure|Table|Chapter|Section|Lab|TODO|lab) (\d)/g, "$1\u00a0$2");
}

export function finish(html, chapter) {
  let skip = null, depth = 0, last = " ";
  const cited = citeOutsideCode(html, chapter);
  return cited.replace(/<!--[\s\S]*?-->|<\/?([a-zA-Z][\w-]*)[^>]*>|[^<]+/g, (piece, tag) => {
    if (tag) {
      const name = tag.toLowerCase();
      const closes = piece[1] === "/";
      if (skip && name === skip) depth += closes ? -1 : 1;
      else if (!skip && SKIP.test(name) && !closes && !piece.endsWith("/>")) [skip, depth] = [name, 1];
      if (skip && depth === 0) [skip, last] = [null, "x"];
      if (BLOCK.test(name)) last = " ";
      return piece;
    }
    if (skip) return piece;
    const [text, end] = curly(tie(piece), last);
    last = end;
    return text;
  });
}

function citeOutsideCode(html, chapter) {
  return html.split(/(<pre[\s\S]*?<\/pre>|<code[\s\S]*?<\/code>|<svg[\s\S]*?<\/svg>|<script[\s\S]*?<\/script>)/)
    .map((part, i) => (i % 2 ? part : citeHtml(part, chapter))).join("");
}
