/*
 * book/lib/quote.mjs - include:: of a chapter: lines from compiled files.
 *
 * Runs while AsciiDoc reads a chapter.  The path is from the repository's
 * root; what is quoted is named by tag= or function=.  Solutions go only into
 * a [compare] block of the instructors' edition; their tags are looked up in
 * every edition, so that a mistake shows in all.
 */
import { quoteTag, quoteFunction, QUOTABLE } from "./source.mjs";
import { QUOTE, END } from "./listing.mjs";

function piece(source, attributes, sources) {
  if (attributes.function !== undefined) {
    const [name, part] = String(attributes.function).split(" ");
    const body = part === "body" || (attributes.$positional ?? []).includes("body");
    return quoteFunction(source, name, !body);
  }
  sources.used.add(`${source.name} ${attributes.tag}`);
  return quoteTag(source, attributes.tag);
}

function faultOf(target, attributes, sources) {
  const folder = target.split("/")[0];
  if (!QUOTABLE.includes(folder))
    return `include::${target}: the path begins at the repository's root, with one of ` +
      QUOTABLE.join("/ ") + "/";
  if (!sources.open(target)) return `include::${target}: no such file`;
  if (attributes.tag === undefined && attributes.function === undefined)
    return `include::${target}: say what to quote, by tag=NAME or function=NAME`;
  return null;
}

/* The lines that stand for include::target[attributes]. */
export function quoteLines(target, attributes, chapter, line) {
  const { sources, problems } = chapter.book;
  const fault = faultOf(target, attributes, sources);
  const found = fault ? { fault } : piece(sources.open(target), attributes, sources);
  const secret = target.startsWith("solutions/");
  const hidden = found.fault || (secret && chapter.book.edition !== "solutions");
  const lines = found.lines ?? [];
  if (found.fault) problems.at(chapter.file, line, found.fault);
  else if (!hidden) chapter.book.shown.add(target);
  chapter.quotes.push({ name: target, from: lines[0]?.n, to: lines[lines.length - 1]?.n, secret, hidden });
  return [QUOTE + (chapter.quotes.length - 1), ...(hidden ? [] : lines.map((l) => l.text)), END];
}

/* Registers the include processor of `chapter`. */
export function registerQuotes(registry, chapter) {
  registry.includeProcessor(function () {
    this.handles(() => true);
    this.process((doc, reader, target, attributes) => {
      const line = reader.lineno - 1; // AsciiDoc has taken the line already
      const lines = quoteLines(target, attributes, chapter, line);
      reader.pushInclude(lines, chapter.file, chapter.file, line, attributes);
    });
  });
}
