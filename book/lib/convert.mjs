/*
 * book/lib/convert.mjs - a chapter's blocks as HTML.
 *
 * AsciiDoc calls `convert` for each node; what is not here (tables, keys,
 * bold, italics) is left to its own converter.  One converter serves all
 * chapters: build.mjs sets `chapter` before each.  Pictures and live figures
 * come from figure.mjs, inline things that refer elsewhere from refer.mjs.
 */
import { asciidoctor } from "./chapter.mjs";
import { figureHtml } from "./figure.mjs";
import { chunksOf, renderListing } from "./listing.mjs";
import { predictHtml } from "./predict.mjs";
import { anchorHtml } from "./refer.mjs";
import { escape, plain } from "./text.mjs";

const idOf = (node) => (node.getId() ? ` id="${node.getId()}"` : "");
const rolesOf = (node) => (node.getRole() ?? "").split(" ").filter(Boolean);
const classOf = (...names) => {
  const list = names.flat().filter(Boolean);
  return list.length ? ` class="${list.join(" ")}"` : "";
};

function titleOf(node) {
  return node.getTitle() ? `<p class="title">${node.getTitle()}</p>` : "";
}

function section(node, chapter) {
  const entry = chapter.sections.find((s) => s.id === node.getId());
  const level = Math.min(6, node.getLevel() + 1);
  const number = entry?.number ? `<span class="num">${entry.number}</span> ` : "";
  return `<section><h${level} id="${node.getId()}">${number}${node.getTitle()}` +
    ` <a class="here" href="#${node.getId()}" aria-label="Link to this section">#</a></h${level}>\n` +
    `${node.getContent()}</section>\n`;
}

function paragraph(node) {
  const roles = rolesOf(node);
  if (roles.includes("aside"))
    return `<aside class="aside"${idOf(node)}>${titleOf(node)}<p>${node.getContent()}</p></aside>\n`;
  if (roles.includes("task"))
    return `<div class="task"${idOf(node)}>${titleOf(node)}<p>${node.getContent()}</p></div>\n`;
  return `${titleOf(node)}<p${idOf(node)}${classOf(roles)}>${node.getContent()}</p>\n`;
}

function list(node, tag) {
  const style = { loweralpha: "a", upperalpha: "A", lowerroman: "i", upperroman: "I" }[node.getStyle()];
  const start = node.getAttribute("start");
  const items = node.getItems().map((item) =>
    `<li><p>${item.getText()}</p>${item.hasBlocks() ? item.getContent() : ""}</li>`);
  return `${titleOf(node)}<${tag}${idOf(node)}${classOf(rolesOf(node))}` +
    `${style ? ` type="${style}"` : ""}${start ? ` start="${start}"` : ""}>${items.join("\n")}</${tag}>\n`;
}

function descriptions(node) {
  const items = node.getItems().map(([terms, about]) =>
    terms.map((t) => `<dt>${t.getText()}</dt>`).join("") +
    `<dd>${about?.hasText?.() || about?.getText?.() ? `<p>${about.getText()}</p>` : ""}${
      about?.hasBlocks?.() ? about.getContent() : ""}</dd>`);
  return `${titleOf(node)}<dl${idOf(node)}${classOf(rolesOf(node))}>${items.join("\n")}</dl>\n`;
}

/* Notes under a listing, each with its mark; the marks are checked here. */
function notes(node, chapter) {
  const line = chapter.lineOf(node);
  const numbers = node.getItems().map((_, i) => i + 1);
  const marks = new Set(chapter.lastMarks ?? []);
  const { problems } = chapter.book;
  if (chapter.lastHidden) chapter.lastHidden = false; // its fault was said
  else if (!chapter.lastMarks)
    problems.at(chapter.file, line, "notes <1> stand under no listing");
  else {
    for (const n of numbers)
      if (!marks.has(n))
        problems.at(chapter.file, chapter.find(`<${n}> `, chapter.lastListing), `note <${n}> has no mark in the listing above: ` +
          `end a quoted line with // <${n}>, or use notes="..."`);
    for (const n of marks)
      if (!numbers.includes(n))
        problems.at(chapter.file, chapter.lastListing, `mark <${n}> in the listing has no note: ` +
          `add <${n}> below it`);
  }
  chapter.lastMarks = null;
  const items = node.getItems().map((item, i) =>
    `<li><span class="mark">${i + 1}</span><div><p>${item.getText()}</p>${
      item.hasBlocks() ? item.getContent() : ""}</div></li>`);
  return `<ol class="notes">${items.join("\n")}</ol>\n`;
}

/* A listing whose marks wait for notes that never came. */
export function orphanMarks(chapter) {
  if (chapter.lastMarks?.length)
    chapter.book.problems.at(chapter.file, chapter.lastListing,
      `mark <${chapter.lastMarks[0]}> in the listing has no note: add <${chapter.lastMarks[0]}> below it`);
  chapter.lastMarks = null;
}

function ancestors(node) {
  const found = [];
  for (let n = node; n && n.getContext; n = n.getParent?.()) {
    if (n.getContext() === "document") break;
    found.push(n.getContext());
  }
  return found;
}

const COMPILED = new Set(["c", "nasm", "asm", "make"]);

function checkListing(node, block, chapter, line) {
  const fault = (text) => chapter.book.problems.at(chapter.file, line, text);
  const quoted = block.lines.some((t) => t.startsWith("\u0001"));
  const secret = chunksOf(block.lines, block.quotes).find((c) => c.quote?.secret)?.quote;
  if (secret && !ancestors(node).includes("compare"))
    fault(`${secret.name} is quoted outside [compare]: solutions stay out of the reader's edition`);
  else if (!quoted && COMPILED.has(block.language) && !block.roles.includes("sketch"))
    fault(`${block.language} that no compiler sees: quote it from a file by include::, ` +
      "or say role=sketch");
}

function listing(node, chapter) {
  orphanMarks(chapter);
  const line = chapter.lineOf(node);
  const block = {
    lines: node.getSourceLines(), quotes: chapter.quotes, notes: node.getAttribute("notes"),
    language: node.getAttribute("language") ?? "", roles: rolesOf(node),
    title: node.getTitle() ?? "", plainTitle: plain(node.getTitle() ?? ""),
  };
  checkListing(node, block, chapter, line);
  const done = renderListing(block, (text) => chapter.book.problems.at(chapter.file, line, text));
  chapter.lastMarks = done.marks;
  chapter.lastHidden = done.marks === null;
  chapter.lastListing = line;
  return `<div class="listing"${idOf(node)}>${done.html}</div>\n`;
}

function literal(node) {
  return `<div class="listing"${idOf(node)}><div class="code">${node.getTitle()
    ? `<div class="bar"><span class="what">${node.getTitle()}</span></div>` : ""}` +
    `<pre class="literal" tabindex="0"><code>${escape(node.getSourceLines().join("\n"))}</code></pre></div></div>\n`;
}

const WORDS = { note: "Note", tip: "Tip", important: "Important", warning: "Warning", caution: "Caution" };

function admonition(node) {
  const kind = node.getAttribute("name");
  const inner = node.hasBlocks() ? node.getContent() : `<p>${node.getContent()}</p>`;
  return `<div class="say ${kind}"${idOf(node)} role="note"><p class="title">${
    node.getTitle() ?? WORDS[kind]}</p>${inner}</div>\n`;
}

function boxed(node) {
  const roles = rolesOf(node);
  const tag = roles.includes("aside") ? "aside" : "div";
  const cls = node.getContext() === "sidebar" ? ["sidebar"] : node.getContext() === "example"
    ? ["example"] : [];
  return `<${tag}${idOf(node)}${classOf(cls, roles)}>${titleOf(node)}${
    node.hasBlocks() ? node.getContent() : `<p>${node.getContent()}</p>`}</${tag}>\n`;
}

function quotation(node) {
  const by = [node.getAttribute("attribution"), node.getAttribute("citetitle")].filter(Boolean);
  return `<blockquote${idOf(node)}>${node.hasBlocks() ? node.getContent()
    : `<p>${node.getContent()}</p>`}${by.length ? `<footer>${by.join(", ")}</footer>` : ""}</blockquote>\n`;
}

function compare(node) {
  return `<details class="compare"><summary>${node.getTitle() ?? "Compare with ours"}</summary>` +
    `${node.getContent()}</details>\n`;
}

function table(node, chapter, base) {
  const known = chapter.tables?.get(chapter.lineOf(node));
  const html = base()
    .replace(/<caption[^>]*>[\s\S]*?<\/caption>/, "")
    .replace(/<p class="tableblock">/g, "<p>").replace(/ class="tableblock[^"]*"/g, "")
    .replace(/<table[^>]*>/, "<table>")
    .replace(/<th>/g, '<th scope="col">');
  const caption = node.getTitle()
    ? `<figcaption><b>Table ${known?.number ?? ""}.</b> ${node.getTitle()}</figcaption>` : "";
  return caption
    ? `<figure class="fig table" id="${known?.id}">${caption}<div class="scroll" tabindex="0" role="region" aria-label="${
      escape(plain(node.getTitle()))}">${html}</div></figure>\n`
    : `<div class="scroll" tabindex="0" role="region" aria-label="Table">${html}</div>\n`;
}

function footnotes(doc, chapter) {
  const all = doc.getFootnotes?.() ?? [];
  if (all.length === 0) return "";
  const items = all.map((f) => `<li id="${chapter.stem}-fn-${f.getIndex()}"><p>${f.getText()} ` +
    `<a href="#${chapter.stem}-fr-${f.getIndex()}" aria-label="Back to the text">\u21a9\ufe0e</a></p></li>`);
  return `<section class="footnotes" aria-label="Footnotes"><ol>${items.join("")}</ol></section>\n`;
}

function footnote(node, chapter) {
  const n = node.getAttribute("index");
  if (!n) return "";
  const again = node.getType() === "xref";
  return `<sup class="fn"><a${again ? "" : ` id="${chapter.stem}-fr-${n}"`} href="#${chapter.stem}-fn-${n}"` +
    ` aria-label="Footnote ${n}">${n}</a></sup>`;
}

function indexTerm(node, chapter) {
  const visible = node.getType() === "visible";
  const term = visible ? node.getText() : [].concat(node.getAttribute("terms")).join(", ");
  const id = `${chapter.stem}-ix-${++chapter.terms}`;
  chapter.book.terms.push({ term: plain(String(term)), page: chapter.page, id, chapter });
  return visible ? `<span id="${id}">${term}</span>` : `<span id="${id}"></span>`;
}

class Converter {
  constructor() {
    this.base = asciidoctor.Html5Converter.create();
    this.chapter = null;
    const c = () => this.chapter;
    this.own = {
      embedded: (n) => n.getContent() + footnotes(n, c()),
      section: (n) => section(n, c()), preamble: (n) => n.getContent(),
      paragraph, literal, admonition, quote: quotation, verse: quotation, compare,
      ulist: (n) => list(n, "ul"), olist: (n) => list(n, "ol"), dlist: descriptions,
      colist: (n) => notes(n, c()), listing: (n) => listing(n, c()),
      example: boxed, sidebar: boxed, open: boxed,
      kept: (n) => figureHtml(n, c()), image: (n) => figureHtml(n, c()),
      predict: (n) => predictHtml(n, c()),
      table: (n) => table(n, c(), () => this.base.convert(n)),
      thematic_break: () => '<hr class="pause">\n',
      inline_anchor: (n) => anchorHtml(n, c()),
      inline_footnote: (n) => footnote(n, c()), inline_indexterm: (n) => indexTerm(n, c()),
      inline_callout: () => "",
    };
  }

  convert(node, transform, options) {
    const name = transform ?? node.getNodeName();
    return this.own[name] ? this.own[name](node) : this.base.convert(node, transform, options);
  }
}

const converter = new Converter();

/* Before the first chapter is read: a document keeps the converter it finds. */
export function useConverter() {
  asciidoctor.ConverterFactory.register(converter, ["html5"]);
}

/* The HTML of a chapter that was read. */
export function convertChapter(chapter) {
  converter.chapter = chapter;
  chapter.listen();
  chapter.terms = 0;
  const html = chapter.doc.convert();
  orphanMarks(chapter);
  chapter.reportLog();
  return html;
}
