/*
 * book/lib/backmatter.mjs - pages that nobody writes: cover, manuals, index.
 *
 * The cover is the list of chapters; the manuals are docs/SOURCES.md; the
 * index is every ((term)) of the text; files are the sources that are quoted.
 */
import { BOOK, SUBTITLE } from "./page.mjs";
import { escape, count } from "./text.mjs";
import { highlighter, languageOf } from "./highlight.mjs";

export const EXTRAS = [
  { page: "manuals.html", title: "Manuals" },
  { page: "terms.html", title: "Index" },
  { page: "colophon.html", title: "About this book" },
];

function coverItem(chapter) {
  const lead = chapter.lead ? `<span class="about">${chapter.lead}</span>` : "";
  return `<li><a href="${chapter.page}">${chapter.number ? `<span class="num">${chapter.number}</span>` : ""}` +
    `<span class="name">${chapter.title}</span></a>${lead}</li>`;
}

export function coverBody(book) {
  let part;
  let html = "";
  for (const chapter of book.chapters) {
    if (chapter.part !== part) {
      html += `${html ? "</ol>" : ""}<h2>${escape(chapter.part ?? "")}</h2><ol class="cover">`;
      part = chapter.part;
    } else if (html === "") html = '<ol class="cover">';
    html += coverItem(chapter);
  }
  return `<div class="cover-head"><p class="eyebrow">A course in labs</p><h1>${BOOK}</h1>` +
    `<p class="lead">${SUBTITLE}.</p></div>${html}${html ? "</ol>" : ""}`;
}

export function manualsBody(book) {
  const rows = [...book.manuals].map(([key, m]) =>
    `<tr id="${key}"><td><b>${key}</b></td><td>${escape(m.document).replace(/`([^`]*)`/g, "<code>$1</code>")}</td>` +
    `<td>${escape(m.edition)}</td></tr>`);
  return `<h1>Manuals</h1><p class="lead">A rule of the hardware is cited by key, number and title. ` +
    `The number is that of the edition below; the title finds the place in any other, because numbers move and titles stay.</p>` +
    `<div class="scroll" tabindex="0" role="region" aria-label="Manuals"><table class="manuals"><thead><tr><th scope="col">Key</th>` +
    `<th scope="col">Document</th><th scope="col">Edition cited</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

export function termsBody(book) {
  const byTerm = new Map();
  for (const t of book.terms) {
    const key = t.term.toLowerCase();
    if (!byTerm.has(key)) byTerm.set(key, { term: t.term, places: [] });
    byTerm.get(key).places.push(t);
  }
  const items = [...byTerm.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { term, places }]) =>
    `<li>${escape(term)} ${places.map((p) =>
      `<a href="${p.page}#${p.id}" aria-label="${escape(term)}, ${p.chapter.title}">${
        p.chapter.number || p.chapter.title}</a>`).join(", ")}</li>`);
  return `<h1>Index</h1><p class="lead">${count(byTerm.size, "term")}; the numbers are chapters.</p>` +
    `<ul class="terms">${items.join("")}</ul>`;
}

export function colophonBody(book) {
  return `<h1>About this book</h1>
<p class="lead">Every piece of code on these pages is cut out of a file that is compiled and tested when the book is built,
and every figure that moves runs the same C as the grader.</p>
<p>The text is AsciiDoc, read by Asciidoctor. Registers are drawn from the headers that the kernel includes. The build stops when a
chapter quotes code that is gone, draws a register with a hole, or predicts what the model does not do.</p>
<p>These pages need no server and no network: the folder they are in is the whole book. Without JavaScript the figures stand still and
the search is gone; the rest stays.</p>
<p>Set in Source Serif 4, Source Sans 3 and Source Code Pro, copyright Adobe, under the
<a href="https://openfontlicense.org/" rel="noreferrer">SIL Open Font License 1.1</a>. Search by MiniSearch, copyright Luca Ongaro, MIT License.</p>
<p>${count(book.chapters.length, "chapter")}, ${count(book.shown.size, "source file")} quoted or linked${
  book.edition === "solutions" ? ", with solutions: the instructors\u2019 edition" : ""}.</p>`;
}

/* A whole source file, each line with its number as an anchor. */
export function fileBody(source) {
  const paint = highlighter(languageOf(source.name));
  const rows = source.lines.map((text, i) =>
    `<span class="row" id="L${i + 1}"><a class="n" href="#L${i + 1}" tabindex="-1" aria-hidden="true" data-n="${i + 1}"></a><span>${
      paint(text) || " "}</span>\n</span>`);
  const name = escape(source.name).replace(/\//g, "/<wbr>");
  return `<h1 class="file"><code>${name}</code></h1><p class="muted">${count(source.lines.length, "line")}, as built with this book.</p>` +
    `<pre class="file" tabindex="0" aria-label="${escape(source.name)}"><code>${rows.join("")}</code></pre>`;
}
