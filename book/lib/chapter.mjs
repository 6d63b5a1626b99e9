/*
 * book/lib/chapter.mjs - one chapter, read by AsciiDoc and taken stock of.
 *
 * Reading finds the blocks of the book's own ([register], [lapic], ...), gives
 * numbers to sections, figures and tables, and lists every anchor; no HTML is
 * made before all chapters are read, because they refer to each other.
 */
import fs from "node:fs";
import path from "node:path";
import asciidoctorFactory from "@asciidoctor/core";
import { registerQuotes } from "./quote.mjs";
import { plain, suggest } from "./text.mjs";

export const asciidoctor = asciidoctorFactory();

export const DRAWN = ["register", "sequence", "timing", "dot"];
/* Live kinds when live.mjs, which knows them, is not there. */
export const LIVE = ["pic", "lapic", "ioapic", "routing", "trace"];
const OWN = ["predict", "compare"];
const KNOWN = new Set([...DRAWN, ...OWN, "source", "listing", "literal", "quote",
  "verse", "example", "sidebar", "abstract", "NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION",
  "horizontal", "qanda", "arabic", "loweralpha", "upperalpha", "lowerroman", "upperroman",
  "discrete", "normal", "open", "appendix", "preface", "square", "circle", "disc", "cols"]);

/* A block whose lines are kept for the converter, which draws them. */
function registerKept(registry, kind) {
  registry.block(kind, function () {
    this.named(kind);
    this.onContexts(["literal", "listing", "open", "paragraph"]);
    this.parseContentAs("raw");
    this.process((parent, reader, attributes) =>
      this.createBlock(parent, "kept", reader.getLines(), { ...attributes, kind }));
  });
}

function registerCompound(registry, kind, chapter) {
  registry.block(kind, function () {
    this.named(kind);
    this.onContexts(["example", "open"]);
    this.process((parent, reader, attributes) => {
      if (kind === "compare" && chapter.book.edition !== "solutions") {
        reader.getLines();
        return undefined;
      }
      const block = this.createBlock(parent, kind, [], { ...attributes, kind });
      this.parseContent(block, reader);
      return block;
    });
  });
}

function registryOf(chapter) {
  const registry = asciidoctor.Extensions.create();
  registerQuotes(registry, chapter);
  for (const kind of [...DRAWN, ...chapter.book.liveKinds]) registerKept(registry, kind);
  for (const kind of OWN) registerCompound(registry, kind, chapter);
  return registry;
}

/* What is checked here with better words: notes and their marks, ids. */
const OURS = /no callout found|callout list item index|^id assigned to/;

/* What AsciiDoc complained about, as problems of the chapter. */
function reportLog(logger, chapter) {
  const { problems } = chapter.book;
  for (const message of logger.getMessages()) {
    const severity = message.getSeverity();
    const text = String(message.getText());
    if (OURS.test(text)) continue;
    if (severity === "INFO" || severity === "DEBUG") continue;
    const missing = /missing attribute: (\S+)/.exec(text);
    const at = message.getSourceLocation()?.getLineNumber();
    if (missing)
      problems.at(chapter.file, chapter.find(`{${missing[1]}}`, at ?? 1),
        `undefined attribute {${missing[1]}}: define it or write \\{${missing[1]}}`);
    else problems.at(chapter.file, at ?? 1, text);
  }
}

function parse(chapter) {
  chapter.listen();
  const doc = asciidoctor.load(chapter.text, {
    safe: "unsafe", sourcemap: true, extension_registry: registryOf(chapter), standalone: false,
    attributes: {
      "attribute-missing": "warn", experimental: "", icons: "font", idprefix: `${chapter.stem}-`,
      idseparator: "-", "source-highlighter!": "", "figure-caption!": "", "table-caption!": "",
      "listing-caption!": "", "example-caption!": "", docfile: chapter.file,
    },
  });
  chapter.reportLog();
  return doc;
}

export class Chapter {
  constructor(book, file) {
    this.book = book;
    this.file = file; // from the root, for messages
    this.stem = path.basename(file, ".adoc").replace(/^\d+-/, "");
    this.page = `${this.stem}.html`;
    this.text = fs.readFileSync(path.join(book.root, file), "utf8");
    this.sourceLines = this.text.split("\n");
    this.quotes = [];
    this.sections = []; // {id, number, title, level, line}
    this.anchors = new Map();
  }

  /* AsciiDoc's complaints go to this chapter until reportLog. */
  listen() {
    this.logger = asciidoctor.MemoryLogger.create();
    asciidoctor.LoggerManager.setLogger(this.logger);
  }

  reportLog() {
    reportLog(this.logger, this);
  }

  /* First line at or after `from` that contains `needle`, or `from`. */
  find(needle, from = 1) {
    for (let i = Math.max(0, from - 1); i < this.sourceLines.length; i++)
      if (this.sourceLines[i].includes(needle)) return i + 1;
    for (let i = 0; i < this.sourceLines.length; i++)
      if (this.sourceLines[i].includes(needle)) return i + 1;
    return from;
  }

  lineOf(node) {
    for (let n = node; n && n.getSourceLocation; n = n.getParent?.())
      if (n.getSourceLocation()?.getLineNumber()) return n.getSourceLocation().getLineNumber();
    return 1;
  }

  read() {
    this.doc = parse(this);
    const title = this.doc.getDocumentTitle();
    if (!title)
      this.book.problems.at(this.file, 1, "a chapter begins with its title: = Title");
    this.title = title ?? this.stem;
    this.part = this.doc.getAttribute("part");
    this.lab = this.doc.getAttribute("lab");
    this.unnumbered = this.doc.getAttribute("unnumbered") !== undefined;
  }

  anchor(id, entry, line) {
    const taken = this.book.anchors.get(id);
    if (taken) this.book.twice.add(id);
    if (taken)
      this.book.problems.at(this.file, line, `id '${id}' is used twice, first at ${
        taken.file}:${taken.line}; anchors are one for the whole book`);
    else this.book.anchors.set(id, { ...entry, id, page: this.page, file: this.file, line });
  }

  /* Numbers and anchors; after every chapter has its own number. */
  takeStock() {
    const counts = { section: 0, figure: 0, table: 0 };
    const own = this.doc.getId() ?? this.stem;
    this.id = own;
    this.anchor(own, { kind: "chapter", number: this.number, title: plain(this.title) }, 1);
    for (const block of this.doc.findBy(() => true)) this.#stock(block, counts);
    for (const id of Object.keys(this.doc.getRefs?.() ?? {}))
      if (!this.book.anchors.has(id)) this.anchor(id, { kind: "place", title: "" }, this.find(id));
  }

  #stock(block, counts) {
    const context = block.getContext();
    if (context === "document" || (context === "section" && block.getLevel() === 0)) return;
    const line = this.lineOf(block);
    this.#style(block, line);
    if (context === "section") this.#section(block, counts, line);
    else if (context === "kept" || context === "image") this.#figure(block, counts, line);
    else if (context === "table" && block.getTitle()) this.#table(block, counts, line);
    else if (block.getId()) this.anchor(block.getId(), { kind: "place", title: "" }, line);
  }

  #style(block, line) {
    const given = /^[A-Za-z][\w-]*/.exec(String(block.getAttributes().$positional?.[0] ?? ""))?.[0];
    if (!given || block.getContext() === "image" || block.getNodeName().startsWith("inline")) return;
    if (!KNOWN.has(given) && !this.book.liveKinds.includes(given))
      this.book.problems.at(this.file, this.#attributeLine(line, given),
        `unknown block [${given}]${suggest(given, [...DRAWN, ...this.book.liveKinds, ...OWN, "source"])}`);
  }

  /* The line `[name...]` above line `at`; AsciiDoc counts from the content. */
  #attributeLine(at, name) {
    for (let i = at; i > Math.max(0, at - 6); i--)
      if (this.sourceLines[i - 1]?.startsWith(`[${name}`)) return i;
    return at;
  }

  #section(block, counts, line) {
    const level = block.getLevel();
    const numbered = level === 1 && !this.unnumbered && block.getSectionName() !== "appendix";
    const number = numbered ? `${this.number}.${++counts.section}` : "";
    const section = { id: block.getId(), number, title: block.getTitle(), level, line };
    this.sections.push(section);
    this.anchor(section.id, { kind: "section", number, title: plain(section.title) }, line);
  }

  #figure(block, counts, line) {
    const kind = block.getAttribute("kind") ?? "image";
    if (!block.getId() || !block.getTitle()) {
      this.book.problems.at(this.file, line, `[${kind}] needs ${block.getId() ? "" : "an id"}${
        block.getId() || block.getTitle() ? "" : " and "}${block.getTitle() ? "" : "a caption"}: ` +
        `write [${kind}#fig-name] and .Caption above it`);
      return;
    }
    const number = this.unnumbered ? `${++counts.figure}` : `${this.number}.${++counts.figure}`;
    this.anchor(block.getId(), { kind: "figure", number, title: plain(block.getTitle()) }, line);
  }

  #table(block, counts, line) {
    const number = this.unnumbered ? `${++counts.table}` : `${this.number}.${++counts.table}`;
    const id = block.getId() ?? `${this.stem}-table-${counts.table}`;
    this.tables ??= new Map();
    this.tables.set(line, { id, number });
    this.anchor(id, { kind: "table", number, title: plain(block.getTitle()) }, line);
  }
}
