/*
 * book/lib/book.mjs - all chapters to all pages, in memory.
 *
 * Reads every chapter, takes stock of numbers and anchors, converts, checks,
 * and returns a map of file names to contents; writing is build.mjs.  Nothing
 * here depends on the order in which files are found or on the clock.
 */
import fs from "node:fs";
import path from "node:path";
import { Chapter, LIVE } from "./chapter.mjs";
import { convertChapter, useConverter } from "./convert.mjs";
import { checkLabs, checkLinks, checkTags } from "./check.mjs";
import { coverBody, manualsBody, termsBody, colophonBody, fileBody, EXTRAS } from "./backmatter.mjs";
import { finish } from "./typography.mjs";
import { fontSheet } from "./fonts.mjs";
import { frame, BOOK, SUBTITLE } from "./page.mjs";
import { Problems } from "./problems.mjs";
import { readManuals } from "./refer.mjs";
import { searchScript } from "./search.mjs";
import { Sources } from "./source.mjs";
import { escape, plain } from "./text.mjs";

/* Files of the live figures by name; what fills the page comes after what it uses. */
function figureFiles(root, ending) {
  const last = (name) => (/(figure|viewer)\.js$/.test(name) ? 1 : 0);
  return ["figures", "viewer"].flatMap((folder) => {
    const full = path.join(root, "book", folder);
    if (!fs.existsSync(full)) return [];
    return fs.readdirSync(full).filter((n) => n.endsWith(ending)).sort()
      .map((n) => ({ name: `${folder}/${n}`, from: path.join(full, n) }));
  }).sort((a, b) => last(a.name) - last(b.name));
}

async function loadLive(book) {
  const module = book.liveModule ?? path.join(book.root, "book/lib/live.mjs");
  const wasm = book.wasm ?? path.join(book.buildFolder, "model.wasm");
  if (!fs.existsSync(module) || !fs.existsSync(wasm)) return;
  book.live = await import(`file://${module}`);
  book.models = await book.live.loadModels(wasm);
  book.liveKinds = book.live.liveKinds ?? LIVE;
}

/* options: {root, chapters, edition, buildFolder, modules, complete} */
export function newBook(options) {
  return {
    edition: "reader", chapterFolder: "book/chapters", buildFolder: path.join(options.root, "build/book"),
    complete: false, ...options,
    problems: new Problems(), sources: new Sources(options.root), manuals: readManuals(options.root),
    anchors: new Map(), twice: new Set(), shown: new Set(), cited: new Set(), terms: [], extras: EXTRAS, chapters: [],
    live: null, models: null, liveKinds: LIVE, assets: new Set(),
    figureScripts: figureFiles(options.root, ".js"),
    figureStyles: figureFiles(options.root, ".css"),
  };
}

function readChapters(book) {
  const folder = path.join(book.root, book.chapterFolder);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((n) => n.endsWith(".adoc")).sort() : [];
  let number = 0;
  for (const name of names) {
    const chapter = new Chapter(book, `${book.chapterFolder}/${name}`);
    chapter.read();
    if (!chapter.unnumbered) chapter.number = String(++number);
    book.chapters.push(chapter);
  }
  if (names.length === 0) book.problems.at(book.chapterFolder, 1, "no chapter here: NN-name.adoc");
  for (const chapter of book.chapters) chapter.takeStock();
}

/* The first paragraph of a chapter becomes its lead. */
function convert(book, chapter) {
  const html = finish(convertChapter(chapter), chapter);
  chapter.html = html.replace(/<p>/, '<p class="lead">');
  chapter.lead = plain(/<p class="lead">([\s\S]*?)<\/p>/.exec(chapter.html)?.[1] ?? "");
  chapter.usesLive = book.liveKinds.some((kind) => chapter.html.includes(`class="fig ${kind} live"`));
}

function labLink(chapter, up = "") {
  const file = `labs/${chapter.lab}/README.md`;
  return chapter.lab
    ? `<p class="lab">Lab: <a href="${up}src/${file}.html">${escape(chapter.lab)}</a> ` +
      `<code>make grade LAB=${escape(chapter.lab.slice(0, 2))}</code></p>` : "";
}

function checkLab(book, chapter) {
  if (!chapter.lab) return;
  const file = `labs/${chapter.lab}/README.md`;
  if (book.sources.open(file)) book.shown.add(file);
  else {
    book.problems.at(chapter.file, chapter.find(":lab:"), `:lab: ${chapter.lab}: no handout ${file}`);
    chapter.lab = undefined;
  }
}

export function chapterBody(chapter) {
  const number = chapter.number ? `<span class="num">${chapter.number}</span> ` : "";
  return `<article><header><h1 id="${chapter.id}">${number}${chapter.title}</h1>${labLink(chapter)}</header>\n${
    chapter.html}</article>`;
}

function chapterPages(book, pages) {
  book.chapters.forEach((chapter, i) => {
    const scripts = chapter.usesLive ? ["model.wasm.js", ...book.figureScripts.map((s) => s.name)] : [];
    pages.set(chapter.page, { chapter, html: frame(book, {
      title: plain(chapter.title), body: chapterBody(chapter), current: chapter, scripts,
      description: chapter.lead, previous: book.chapters[i - 1] ?? null, next: book.chapters[i + 1] ?? null,
    }) });
  });
}

function otherPages(book, pages) {
  const bodies = { "manuals.html": manualsBody, "terms.html": termsBody, "colophon.html": colophonBody };
  pages.set("index.html", { html: frame(book, { title: BOOK, body: coverBody(book), kind: "cover",
    current: null, description: SUBTITLE }) });
  for (const extra of EXTRAS)
    pages.set(extra.page, { html: frame(book, { title: extra.title, body: bodies[extra.page](book),
      current: extra, kind: "extra" }) });
  for (const name of [...book.shown].sort()) {
    const up = "../".repeat(name.split("/").length);
    pages.set(`src/${name}.html`, { html: frame(book, { title: name,
      body: fileBody(book.sources.open(name)), current: null, kind: "file", up }) });
  }
}

/* at/NAME.html leads to the section NAME, so that a report of the grader can
 * name the page of an anchor without knowing the chapters. */
function signposts(book, pages) {
  for (const [id, a] of book.anchors) {
    if (a.kind !== "section") continue;
    const to = `../${a.page}#${id}`;
    pages.set(`at/${id}.html`, { html: `<!doctype html><html lang="en"><meta charset="utf-8">` +
      `<title>${escape(a.title)}</title><link rel="icon" href="data:,">` +
      `<meta http-equiv="refresh" content="0;url=${to}"><p><a href="${to}">${escape(a.title)}</a></p></html>\n` });
  }
}

function anchorsFile(book) {
  const list = {};
  for (const [id, a] of [...book.anchors].sort(([a], [b]) => (a < b ? -1 : 1)))
    list[id] = { page: a.page, number: a.number || undefined, title: a.title || undefined };
  return `${JSON.stringify(list, null, 1)}\n`;
}

function assetFiles(book) {
  const theme = (name) => fs.readFileSync(path.join(book.theme ?? path.join(book.root, "book/theme"), name), "utf8");
  const files = new Map([
    ["book.css", theme("book.css") + theme("pictures.css") + theme("print.css")],
    ["site.js", theme("site.js")],
    ["fonts.css", fontSheet(book.modules)], ["search.js", searchScript(book)],
    ["anchors.json", anchorsFile(book)],
  ]);
  for (const file of [...book.figureScripts, ...book.figureStyles]) files.set(file.name, fs.readFileSync(file.from, "utf8"));
  return files;
}

/* {files: name -> text, book}; faults are in book.problems. */
export async function makeBook(options) {
  const book = newBook(options);
  useConverter();
  await loadLive(book);
  readChapters(book);
  for (const chapter of book.chapters) checkLab(book, chapter);
  for (const chapter of book.chapters) convert(book, chapter);
  const pages = new Map();
  chapterPages(book, pages);
  otherPages(book, pages);
  signposts(book, pages);
  const files = assetFiles(book);
  for (const name of [...files.keys(), "model.wasm.js"]) book.assets.add(name);
  checkLinks(book, pages);
  checkTags(book);
  if (book.complete) checkLabs(book);
  for (const [name, page] of pages) files.set(name, page.html);
  return { book, files };
}
