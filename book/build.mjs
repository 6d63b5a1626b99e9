/*
 * book/build.mjs - the command: chapters in, build/site out.
 *
 *   node book/build.mjs [--edition reader|solutions] [--draft] [--complete]
 *                       [--root DIR] [--chapters DIR] [--out DIR] [--pdf]
 *
 * Prints each fault as `book: file:line: what` and exits 1 without writing;
 * with --draft it writes all the same, for an author who wants to see the page.
 * --complete also demands every anchor that the labs name.  --pdf prints the
 * book with Chromium.  Exit: 0 built, 1 faults in the book, 2 usage, 3 the
 * machine lacks something.
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));

function readOptions() {
  try {
    return parseArgs({ options: {
      root: { type: "string", default: path.dirname(here) },
      chapters: { type: "string", default: "book/chapters" },
      out: { type: "string" }, edition: { type: "string", default: "reader" },
      draft: { type: "boolean" }, complete: { type: "boolean" }, pdf: { type: "boolean" },
    } }).values;
  } catch (error) {
    die(2, error.message);
  }
}

function die(status, text) {
  process.stderr.write(`book: ${text}\n`);
  process.exit(status);
}

/* Another edition needs the models beside its pages, too. */
function keepWasm(root, out) {
  const made = path.join(root, "build/site/model.wasm.js");
  const wanted = path.join(out, "model.wasm.js");
  if (made !== wanted && fs.existsSync(made)) fs.copyFileSync(made, wanted);
}

async function main() {
  const options = readOptions();
  if (!["reader", "solutions"].includes(options.edition))
    die(2, `no edition '${options.edition}': reader or solutions`);
  const modules = path.join(here, "node_modules");
  if (!fs.existsSync(path.join(modules, "@asciidoctor/core")))
    die(3, "its Node packages are missing; `make book` installs them, or: cd book && npm ci");
  const { makeBook } = await import("./lib/book.mjs");
  const { writeSite } = await import("./lib/write.mjs");
  const out = path.resolve(options.out ?? path.join(options.root,
    options.edition === "solutions" ? "build/site-solutions" : "build/site"));
  const { book, files } = await makeBook({ root: path.resolve(options.root), modules,
    chapterFolder: options.chapters, edition: options.edition, complete: options.complete });
  for (const text of book.problems.lines()) process.stderr.write(`${text}\n`);
  if (book.problems.any && !options.draft) process.exit(1);
  writeSite(out, files);
  keepWasm(path.resolve(options.root), out);
  if (options.pdf) {
    const { printBook } = await import("./lib/pdf.mjs");
    await printBook(book, out).catch((error) => die(3, error.message));
  }
  process.exit(book.problems.any ? 1 : 0);
}

await main();
