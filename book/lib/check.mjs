/*
 * book/lib/check.mjs - what can be judged only when all pages are there.
 *
 * Every link of the built pages leads somewhere, no page has an id twice, tags
 * that nobody quotes are named, and so are anchors that labs promise and no
 * chapter has.
 */
import fs from "node:fs";
import path from "node:path";
import { suggest } from "./text.mjs";

const idsOf = (html) => [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);

/* pages: name -> {html, chapter}.  Problems stand at the chapter's line. */
export function checkLinks(book, pages) {
  const ids = new Map([...pages].map(([name, page]) => [name, idsOf(page.html)]));
  for (const [name, { html, chapter }] of pages) {
    const file = chapter?.file ?? `build/site/${name}`;
    const at = (needle) => (chapter ? chapter.find(needle) : 1);
    const seen = new Set();
    for (const id of ids.get(name)) {
      if (seen.has(id) && !book.twice.has(id))
        book.problems.at(file, at(id), `id '${id}' is twice on the page ${name}`);
      seen.add(id);
    }
    for (const [, href] of html.matchAll(/\shref="([^"]+)"/g)) {
      if (/^(https?:|mailto:|data:)/.test(href)) continue;
      const [target, fragment] = href.split("#");
      const page = target === "" ? name : path.posix.normalize(path.posix.join(path.posix.dirname(name), target));
      if (!ids.has(page) && !book.assets.has(page))
        book.problems.at(file, at(target), `dead link to ${href}`);
      else if (fragment && !ids.get(page)?.includes(fragment) && !(page.startsWith("src/") && name !== page))
        book.problems.at(file, at(fragment), `dead link to ${href}: no such anchor there`);
    }
  }
}

/* Tags in sources that no chapter quotes, and tags that are broken. */
export function checkTags(book) {
  for (const source of book.sources.tagged()) {
    for (const { line, text } of source.faults) book.problems.at(source.name, line, text);
    for (const [tag, range] of source.tags)
      if (!book.sources.used.has(`${source.name} ${tag}`))
        book.problems.at(source.name, range.from - 1,
          `tag '${tag}' is quoted by no chapter: quote it or take it out`);
  }
}

/* Anchors that labs name: [{anchor, file, line}]. */
export function labAnchors(root) {
  const found = [];
  const labs = path.join(root, "labs");
  if (!fs.existsSync(labs)) return found;
  for (const lab of fs.readdirSync(labs).sort()) {
    const folder = path.join(labs, lab);
    if (!fs.statSync(folder).isDirectory()) continue;
    for (const name of fs.readdirSync(folder).sort()) {
      const text = fs.readFileSync(path.join(folder, name), "utf8");
      const file = `labs/${lab}/${name}`;
      if (name.endsWith(".c")) found.push(...fieldsOf(text, file));
      else if (name === "README.md") found.push(...handoutOf(text, file));
    }
  }
  return found;
}

const lineAt = (text, index) => text.slice(0, index).split("\n").length;

function fieldsOf(text, file) {
  return [...text.matchAll(/\.book\s*=\s*"([^"]+)"/g)].map((m) =>
    ({ anchor: m[1], file, line: lineAt(text, m.index) }));
}

/* "in the book: a, b. At their TODO: c, d." of a handout's *Read first*. */
function handoutOf(text, file) {
  const match = /\*Read first\*[^:]*?in the book:([\s\S]*?)(?:\n\s*\n|$)/.exec(text);
  if (!match) return [];
  const start = match.index;
  return [...match[1].replace(/At their TODO:/g, "").matchAll(/\b([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\b/g)]
    .map((m) => ({ anchor: m[1], file, line: lineAt(text, start + match[0].indexOf(m[1])) }));
}

export function checkLabs(book) {
  for (const { anchor, file, line } of labAnchors(book.root))
    if (!book.anchors.has(anchor))
      book.problems.at(file, line, `names the book's section '${anchor}', which no chapter has` +
        suggest(anchor, book.anchors.keys()));
}
