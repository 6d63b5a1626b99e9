/*
 * book/lib/page.mjs - the frame around every page of the site.
 *
 * Plain HTML that reads without a script: skip link, header with search and
 * theme, contents, article, and the way on.  All addresses are relative, so
 * that a page works from a disk and under any path; `up` leads to the root.
 */
import { escape } from "./text.mjs";

export const BOOK = "From PIC to PI";
export const SUBTITLE = "Interrupts on x86, from the 8259 to posted interrupts";

/* Before the first paint, so that a dark page never flashes white. */
const THEME_FIRST = `try{var t=localStorage.getItem("pic2pi-theme");` +
  `if(t)document.documentElement.dataset.theme=t}catch(e){}`;

function chapterItem(chapter, current, up) {
  const here = chapter === current;
  const number = chapter.number ? `<span class="num">${chapter.number}</span> ` : "";
  const sections = chapter.sections.filter((s) => s.level === 1);
  const inner = here && sections.length
    ? `<ul class="sections">${sections.map((s) =>
      `<li><a href="#${s.id}">${s.title}</a></li>`).join("")}</ul>` : "";
  return `<li><a href="${up}${chapter.page}"${here ? ' aria-current="page"' : ""}>${number}<span>${
    chapter.title}</span></a>${inner}</li>`;
}

/* The list of chapters by part; the same on every page. */
export function contents(book, current, up) {
  let part = null;
  let html = "";
  for (const chapter of book.chapters) {
    if (chapter.part !== part || html === "") {
      html += `${html ? "</ul>" : ""}${chapter.part ? `<p class="part">${escape(chapter.part)}</p>` : ""}<ul>`;
      part = chapter.part;
    }
    html += chapterItem(chapter, current, up);
  }
  const extra = book.extras.map((e) =>
    `<li><a href="${up}${e.page}"${e.page === current?.page ? ' aria-current="page"' : ""}><span>${
      e.title}</span></a></li>`).join("");
  return `${html}${html ? "</ul>" : ""}<p class="part">At the end</p><ul>${extra}</ul>`;
}

function bar(up) {
  return `<header class="top" role="banner"><a class="home" href="${up}index.html">${BOOK}</a>` +
    `<div class="find" role="search" hidden><label class="sr" for="search">Search the book</label>` +
    `<input id="search" type="search" role="combobox" aria-expanded="false" aria-controls="found"` +
    ` aria-autocomplete="list" autocomplete="off" spellcheck="false" placeholder="Search (Ctrl K)">` +
    `<ul id="found" role="listbox" aria-label="Search results" hidden></ul>` +
    `<p class="sr" role="status" id="found-count"></p></div>` +
    `<button type="button" id="theme" hidden>Theme: auto</button></header>`;
}

function links(previous, next, up) {
  const one = (chapter, word, rel) => chapter
    ? `<a class="${rel}" rel="${rel}" href="${up}${chapter.page}"><span>${word}</span>${
      chapter.number ? `${chapter.number} ` : ""}${chapter.title}</a>` : "<span></span>";
  return `<nav class="on" aria-label="Chapters before and after">${
    one(previous, "Before", "prev")}${one(next, "Next", "next")}</nav>`;
}

/*
 * page: {title, body, current, up, scripts, previous, next, wide, description}.
 * Scripts are names relative to the root, in order.
 */
export function frame(book, page) {
  const up = page.up ?? "";
  const scripts = ["search.js", "site.js", ...(page.scripts ?? [])];
  const title = page.title === BOOK ? BOOK : `${escape(page.title)} \u00b7 ${BOOK}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${page.description ? `<meta name="description" content="${escape(page.description)}">\n` : ""}<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}fonts.css">
<link rel="stylesheet" href="${up}book.css">
${book.figureStyles.map((s) => `<link rel="stylesheet" href="${up}${s.name}">\n`).join("")}<script>${THEME_FIRST}</script>
</head>
<body class="${page.kind ?? "chapter"}" data-up="${up}">
<a class="skip" href="#main">Skip to the text</a>
${bar(up)}
<details class="toc-fold"><summary>Contents</summary><nav class="toc" aria-label="Contents (folded)">${
  contents(book, page.current, up)}</nav></details>
<div class="frame">
<nav class="toc side" aria-label="Contents">${contents(book, page.current, up)}</nav>
<main id="main" tabindex="-1">
${page.body}
${page.previous !== undefined || page.next !== undefined ? links(page.previous, page.next, up) : ""}
</main>
</div>
${scripts.map((s) => `<script defer src="${up}${s}"></script>`).join("\n")}
</body>
</html>
`;
}
