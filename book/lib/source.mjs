/*
 * book/lib/source.mjs - a source file, and the pieces of it that may be quoted.
 *
 * A piece is what stands between `tag::name[]` and `end::name[]`, or a whole
 * function, struct, union or enum, found by the form that .clang-format gives
 * every file of the tree: heads and closing braces in column 1.  Nothing is
 * interpreted: no C is parsed and no preprocessor run.
 */
import fs from "node:fs";
import path from "node:path";
import { suggest } from "./text.mjs";

const TAG_LINE =
  /^\s*(?:\/\/|\/\*|;+|#)\s*(tag|end)::([A-Za-z0-9_-]+)\[\]\s*(?:\*\/)?\s*$/;

/* Folders whose files may be quoted, or be led to by link:. */
export const QUOTABLE =
  ["model", "kernel", "labs", "solutions", "grader", "images", "make", "tests", "docs"];

export class Sources {
  constructor(root) {
    this.root = root;
    this.files = new Map();
    this.used = new Set(); // "path tag"
  }

  /* The file at `name`, a path from the repository's root; null if none. */
  open(name) {
    if (!this.files.has(name)) this.files.set(name, this.#read(name));
    return this.files.get(name);
  }

  #read(name) {
    const full = path.join(this.root, name);
    if (path.relative(this.root, full).startsWith("..")) return null;
    if (!fs.existsSync(full) || !fs.statSync(full).isFile()) return null;
    const lines = fs.readFileSync(full, "utf8").replace(/\n$/, "").split("\n");
    return { name, lines, ...findTags(lines) };
  }

  /* Every tag of the tree, for the list of those that nobody quotes. */
  *tagged() {
    for (const folder of QUOTABLE.filter((f) => !["tests", "docs"].includes(f)))
      for (const name of filesBelow(this.root, folder)) {
        const source = this.open(name);
        if (source.tags.size || source.faults.length) yield source;
      }
  }
}

/* Source files below `folder`, sorted, as paths from the root. */
export function filesBelow(root, folder) {
  const found = [];
  const walk = (dir) => {
    const full = path.join(root, dir);
    if (!fs.existsSync(full)) return;
    for (const entry of fs.readdirSync(full, { withFileTypes: true })) {
      const name = `${dir}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else if (/\.(c|h|asm|ld|sh|mk|cfg)$/.test(entry.name)) found.push(name);
    }
  };
  walk(folder);
  return found.sort();
}

function findTags(lines) {
  const tags = new Map();
  const faults = [];
  const open = new Map();
  lines.forEach((text, index) => {
    const match = TAG_LINE.exec(text);
    if (!match) return;
    const [, verb, name] = match;
    const line = index + 1;
    if (verb === "tag") {
      if (open.has(name) || tags.has(name))
        faults.push({ line, text: `tag '${name}' begins twice, give it another name` });
      open.set(name, line);
    } else if (!open.has(name)) {
      faults.push({ line, text: `end of tag '${name}', which is not open here` });
    } else {
      tags.set(name, { from: open.get(name) + 1, to: line - 1 });
      open.delete(name);
    }
  });
  for (const [name, line] of open)
    faults.push({ line, name, text: `tag '${name}' is not closed, add end::${name}[]` });
  return { tags, faults };
}

/* Lines from..to of the file, without the lines that only carry tags. */
function cut(source, from, to) {
  const lines = [];
  for (let n = from; n <= to; n++)
    if (!TAG_LINE.test(source.lines[n - 1])) lines.push({ n, text: source.lines[n - 1] });
  while (lines.length && lines[0].text.trim() === "") lines.shift();
  while (lines.length && lines[lines.length - 1].text.trim() === "") lines.pop();
  return lines;
}

/* The piece `tag`; {lines} or {fault}: what is wrong with it. */
export function quoteTag(source, tag) {
  const range = source.tags.get(tag);
  if (!range) {
    const fault = source.faults.find((f) => f.name === tag);
    return { fault: fault
      ? `${source.name}:${fault.line}: ${fault.text}`
      : `${source.name}: tag '${tag}' does not exist${suggest(tag, source.tags.keys())}` };
  }
  const lines = cut(source, range.from, range.to);
  if (lines.length === 0)
    return { fault: `${source.name}:${range.from - 1}: tag '${tag}' is empty, ` +
      "put its end below what should be quoted" };
  return { lines };
}

/* Where the comment directly above line index `at` begins, or `at`. */
function commentAbove(lines, at) {
  if (at === 0 || !/\*\/\s*$/.test(lines[at - 1])) return at;
  let start = at - 1;
  while (start > 0 && !/^\/\*/.test(lines[start])) start--;
  return start;
}

/* Index of the line that closes what begins at index `at`, or -1. */
function closing(lines, at, pattern) {
  for (let i = at; i < lines.length; i++) if (pattern.test(lines[i])) return i;
  return -1;
}

function headOf(lines, name) {
  const call = new RegExp(`^[A-Za-z_].*\\b${name}\\(`);
  for (let i = 0; i < lines.length; i++) {
    if (!call.test(lines[i])) continue;
    let body = i;
    while (body < lines.length && lines[body] !== "{" && !/;\s*$/.test(lines[body])) body++;
    if (lines[body] === "{") return { start: i, pattern: /^}/, from: body };
  }
  return null;
}

/* The function, struct, union or enum `name`; {lines} or {fault}. */
export function quoteFunction(source, name, withComment) {
  const type = new RegExp(`^(struct|union|enum) ${name} \\{`);
  const at = source.lines.findIndex((text) => type.test(text));
  const head = at >= 0 ? { start: at, pattern: /^}/, from: at } : headOf(source.lines, name);
  if (!head) {
    const names = source.lines.flatMap((text) =>
      /^[A-Za-z_][^;=]*\b(\w+)\(/.exec(text)?.slice(1) ?? []);
    return { fault: `${source.name}: no function or struct '${name}'` +
      suggest(name, new Set(names)) };
  }
  const end = closing(source.lines, head.from, head.pattern);
  // A return type that stands on a line of its own belongs to the head.
  let start = head.start;
  if (start > 0 && /^(static |inline |const )*[A-Za-z_][\w *]*$/.test(source.lines[start - 1]))
    start--;
  if (withComment) start = commentAbove(source.lines, start);
  return { lines: cut(source, start + 1, end + 1) };
}
