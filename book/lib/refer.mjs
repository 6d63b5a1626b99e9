/*
 * book/lib/refer.mjs - references: to anchors, files, the web and manuals.
 *
 * An anchor may be in any chapter; a link without a scheme is a file of the
 * repository and leads to its page with line numbers; a citation leads to the
 * book's list of manuals, which is docs/SOURCES.md.
 */
import fs from "node:fs";
import path from "node:path";
import { escape, suggest } from "./text.mjs";
import { QUOTABLE } from "./source.mjs";

/* The words of a reference that was given none. */
function wordsFor(anchor) {
  const title = `\u201c${escape(anchor.title)}\u201d`;
  switch (anchor.kind) {
  case "chapter": return anchor.number ? `Chapter\u00a0${anchor.number}, ${title}` : title;
  case "section": return anchor.number ? `Section\u00a0${anchor.number}, ${title}` : title;
  case "figure": return `Figure\u00a0${anchor.number}`;
  case "table": return `Table\u00a0${anchor.number}`;
  default: return "";
  }
}

function reference(node, chapter) {
  const id = String(node.getAttribute("fragment") ?? node.getAttribute("refid") ??
    node.getTarget()).replace(/^#/, "");
  const anchor = chapter.book.anchors.get(id);
  const line = chapter.find(id, chapter.lineOf(node.getParent()));
  if (!anchor) {
    chapter.book.problems.at(chapter.file, line, `reference to '${id}', which no chapter has` +
      suggest(id, chapter.book.anchors.keys()));
    return "";
  }
  const given = node.getText();
  const text = given && given !== `[${id}]` && given !== id ? given : wordsFor(anchor);
  if (!text)
    chapter.book.problems.at(chapter.file, line, `'${id}' has no title: write <<${id},words>>`);
  const href = anchor.page === chapter.page ? `#${id}` : `${anchor.page}#${id}`;
  return `<a href="${href}"${anchor.title ? ` title="${escape(anchor.title)}"` : ""}>${text}</a>`;
}

function fileLink(target, text, node, chapter) {
  const [name, fragment] = target.split("#");
  const { problems, sources, shown, edition } = chapter.book;
  const line = chapter.find(target, chapter.lineOf(node.getParent()));
  const full = path.join(chapter.book.root, name);
  const inside = QUOTABLE.includes(name.split("/")[0]) || /^(README\.md|Makefile|packages\.txt)$/.test(name);
  if (!inside || !fs.existsSync(full)) {
    problems.at(chapter.file, line, `link:${name}: no such file in the repository; paths begin at its root`);
    return text;
  }
  if (name.startsWith("solutions") && edition !== "solutions") {
    problems.at(chapter.file, line, `link:${name}: solutions stay out of the reader's edition`);
    return text;
  }
  if (fs.statSync(full).isDirectory()) {
    problems.at(chapter.file, line, `link:${name} is a folder: link a file of it`);
    return text;
  }
  if (fragment && (!/^L\d+$/.test(fragment) || +fragment.slice(1) > sources.open(name).lines.length))
    problems.at(chapter.file, line, `link:${target}: '#${fragment}' is no line of that file`);
  shown.add(name);
  return `<a href="src/${name}.html${fragment ? `#${fragment}` : ""}">${
    text && text !== target ? text : `<code>${escape(name)}</code>`}</a>`;
}

export function anchorHtml(node, chapter) {
  const target = node.getTarget();
  switch (node.getType()) {
  case "xref": return reference(node, chapter);
  case "ref": case "bibref": return `<a id="${node.getId()}"></a>`;
  default:
    if (/^(https?:|mailto:)/.test(target))
      return `<a href="${escape(target)}" rel="noreferrer">${node.getText()}</a>`;
    return fileLink(target, node.getText(), node, chapter);
  }
}

/* The table of docs/SOURCES.md: key -> {document, edition, use}. */
export function readManuals(root) {
  const manuals = new Map();
  const file = path.join(root, "docs/SOURCES.md");
  if (!fs.existsSync(file)) return manuals;
  for (const text of fs.readFileSync(file, "utf8").split("\n")) {
    const cells = text.split("|").map((c) => c.trim());
    if (cells.length >= 5 && /^[A-Z0-9]+$/.test(cells[1]))
      manuals.set(cells[1], { document: cells[2], edition: cells[3], use: cells[4] });
  }
  return manuals;
}

const CITATION = /\[([A-Z0-9]*[A-Z][A-Z0-9]*)(?: ([^"\]<]*?))? ?"([^"]+)"\]/g;

/* Citations of a chapter's text, which is not code, become links. */
export function citeHtml(text, chapter) {
  const { manuals, problems, cited } = chapter.book;
  const linked = text.replace(CITATION, (all, key, number, title) => {
    if (!manuals.has(key)) {
      problems.at(chapter.file, chapter.find(`[${key}`), `citation of ${key}, which is not in ` +
        `docs/SOURCES.md${suggest(key, manuals.keys())}`);
      return all;
    }
    cited.add(key);
    return `<a class="cite" href="manuals.html#${key}" title="${escape(manuals.get(key).document)}">` +
      `${key}${number ? ` ${number}` : ""} \u201c${title}\u201d</a>`;
  });
  return linked.replace(/\[([A-Z0-9]*[A-Z][A-Z0-9]*) [\d.]+\]/g, (all, key) => {
    if (manuals.has(key))
      problems.at(chapter.file, chapter.find(all), `citation ${all} has no title: ` +
        `[${key} number "Title"], because numbers move between editions`);
    return all;
  });
}
