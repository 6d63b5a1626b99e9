/*
 * book/lib/pdf.mjs - the same HTML on paper: build/site/book.pdf.
 *
 * One document of all chapters, printed twice: Chromium knows no
 * target-counter(), so the first print tells on which page each anchor is
 * (pdfinfo -dests), and the second has those numbers in its contents and index.
 */
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { startChromium } from "./chromium.mjs";
import { BOOK, SUBTITLE } from "./page.mjs";
import { manualsBody } from "./backmatter.mjs";
import { AREA, settle } from "./paper.mjs";
import { escape, plain } from "./text.mjs";

/* Links of the site as links within one document; files become plain text. */
function localLinks(html, book) {
  const ids = new Map(book.chapters.map((c) => [c.page, c.id]));
  return html
    .replace(/<a class="here"[\s\S]*?<\/a>/g, "")
    .replace(/<a\b([^>]*)\shref="src\/[^"]*"([^>]*)>([\s\S]*?)<\/a>/g, "<span$1$2>$3</span>")
    .replace(/\shref="([\w-]+\.html)(#[^"]*)?"/g, (all, page, anchor) =>
      ` href="${anchor ?? `#${ids.get(page) ?? page}`}"`)
    .replace(/<details\b/g, "<details open");
}

const css = (text) => text.replace(/["\\]/g, "\\$&");

/* A named page for each chapter, because running heads name it. */
function pageRules(book) {
  const rules = book.chapters.map((c) => {
    const head = css(`${c.number ? `${c.number}\u2002` : ""}${plain(c.title)}`);
    return `article#p-${c.stem}{page:p-${c.stem}}` +
      `@page p-${c.stem}:right{@top-right{content:"${head}"}}` +
      `@page p-${c.stem}:left{@top-left{content:"${css(c.part ?? BOOK)}"}}`;
  });
  return rules.join("\n");
}

const PAGE = `
@page { size: 176mm 250mm; margin: 20mm 20mm 20mm 20mm; }
@page :right { margin-left: 22mm; margin-right: 18mm;
  @top-right { font: 8.5pt "Source Sans 3"; color: #55575d; vertical-align: bottom; padding-bottom: 4mm; }
  @bottom-right { content: counter(page); font: 9pt "Source Sans 3"; color: #33353a; } }
@page :left { margin-left: 18mm; margin-right: 22mm;
  @top-left { font: 8.5pt "Source Sans 3"; color: #55575d; vertical-align: bottom; padding-bottom: 4mm; }
  @bottom-left { content: counter(page); font: 9pt "Source Sans 3"; color: #33353a; } }
@page cover { margin: 20mm; @top-right { content: none } @top-left { content: none }
  @bottom-right { content: none } @bottom-left { content: none } }
@media print {
  body { font-size: 10.3pt; }
  article, .sheet { break-before: page; }
  .sheet.first { break-before: auto; page: cover; height: 200mm; display: flex; flex-direction: column; justify-content: center; }
  .sheet.first h1 { font-size: 40pt; margin: 0 0 6mm; } .sheet.first p { font: 14pt/1.4 "Source Sans 3"; }
  h1 { font-size: 23pt; margin-bottom: 8mm; } h2 { font-size: 15pt; margin-top: 9mm; } h3 { font-size: 12pt; }
  .print-toc { list-style: none; padding: 0; font: 10.5pt/1.5 "Source Sans 3"; }
  .print-toc li { margin: 0; break-inside: avoid; }
  .print-toc a { display: flex; gap: 3mm; } .print-toc .dots { flex: 1; border-bottom: 1px dotted #aaa; margin-bottom: 1.1mm; }
  .print-toc .pg { min-width: 9mm; text-align: right; font-variant-numeric: tabular-nums; }
  .print-toc .sec { padding-left: 8mm; color: #44464c; font-size: 9.8pt; } .print-toc .chap { font-weight: 600; margin-top: 3mm; break-after: avoid; }
  .print-toc .partname { font: 600 8.5pt "Source Sans 3"; letter-spacing: .08em; text-transform: uppercase; color: #55575d; margin: 5mm 0 0; break-after: avoid; }
}`;

function tocLine(cls, id, number, title, pages) {
  return `<li class="${cls}"><a href="#${id}"><span>${number ? `${number}\u2002` : ""}${title}</span>` +
    `<span class="dots"></span><span class="pg">${pages?.get(id) ?? ""}</span></a></li>`;
}

function tocSheet(book, pages) {
  let part;
  const lines = book.chapters.flatMap((c) => {
    const head = c.part !== part && c.part ? [`<li class="partname">${escape(c.part)}</li>`] : [];
    part = c.part;
    return [...head, tocLine("chap", c.id, c.number, c.title, pages),
      ...c.sections.filter((s) => s.level === 1 && s.number)
        .map((s) => tocLine("sec", s.id, s.number, s.title, pages))];
  });
  return `<section class="sheet"><h1 id="contents">Contents</h1><ul class="print-toc">${lines.join("")}${
    tocLine("chap", "manuals.html", "", "Manuals", pages)}${
    book.terms.length ? tocLine("chap", "terms.html", "", "Index", pages) : ""}</ul></section>`;
}

function termSheet(book, pages) {
  if (book.terms.length === 0) return "";
  const byTerm = new Map();
  for (const t of book.terms) {
    const key = t.term.toLowerCase();
    byTerm.set(key, [...(byTerm.get(key) ?? []), t]);
  }
  const items = [...byTerm].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => {
    // The first print has to link each place, or its page stays unknown.
    const at = new Map(list.map((t) => [pages ? pages.get(t.id) : t.id, t.id]));
    return `<li>${escape(list[0].term)} ${[...at].map(([page, id]) => `<a href="#${id}">${pages ? page : "000"}</a>`).join(", ")}</li>`;
  });
  return `<section class="sheet"><h1 id="terms.html">Index</h1><ul class="terms">${items.join("")}</ul></section>`;
}

function printHtml(book, styles, pages) {
  const chapters = book.chapters.map((c) => {
    const number = c.number ? `<span class="num">${c.number}</span> ` : "";
    return `<article id="p-${c.stem}"><h1 id="${c.id}">${number}${c.title}</h1>\n${c.html}</article>`;
  });
  const body = `<section class="sheet first"><h1>${BOOK}</h1><p>${escape(SUBTITLE)}</p></section>` +
    `${tocSheet(book, pages)}${chapters.join("\n")}` +
    `<section class="sheet">${manualsBody(book).replace("<h1>", '<h1 id="manuals.html">')}</section>${termSheet(book, pages)}`;
  return `<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>${BOOK}</title>` +
    `<style>${styles}\n${PAGE}\n${pageRules(book)}</style></head><body>${localLinks(body, book)}</body></html>`;
}

/* id -> page, from the anchors of a printed PDF. */
function destinations(file) {
  const done = spawnSync("pdfinfo", ["-dests", file], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (done.error) throw new Error("pdfinfo (poppler-utils) is missing; make deps GROUP=book installs it");
  const pages = new Map();
  for (const line of done.stdout.split("\n")) {
    const match = /^\s*(\d+)\s+\[.*\]\s+"(.*)"\s*$/.exec(line);
    if (match) pages.set(match[2].replace(/#23/g, "#"), Number(match[1]));
  }
  return pages;
}

/* `last`: what readers get; the first print is for its page numbers alone. */
async function print(browser, html, folder, out, last) {
  const file = path.join(folder, "print.html");
  fs.writeFileSync(file, html);
  const page = await browser.newPage({ colorScheme: "light" });
  await page.goto(pathToFileURL(file).href, { timeout: 60000 });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: Math.round(AREA.width * 96 / 25.4), height: 794 });
  await page.evaluate(settle, AREA);
  await page.pdf({ path: out, preferCSSPageSize: true, printBackground: true, outline: last,
    tagged: last, timeout: 120000 });
  await page.close();
}

export async function printBook(book, out) {
  const read = (name) => fs.readFileSync(path.join(out, name), "utf8");
  const styles = ["fonts.css", "book.css", ...book.figureStyles.map((s) => s.name)].map(read).join("\n");
  const folder = book.buildFolder;
  const file = path.join(out, "book.pdf");
  const browser = await startChromium();
  try {
    await print(browser, printHtml(book, styles, null), folder, `${file}.pass1`, false);
    const pages = destinations(`${file}.pass1`);
    await print(browser, printHtml(book, styles, pages), folder, file, true);
  } finally {
    fs.rmSync(`${file}.pass1`, { force: true });
    await browser.close();
  }
}
