/*
 * tests/browser/tree.mjs - a small repository with one book in it, for tests.
 *
 * Made in a new folder under the system's temporary one: a model with tags, a
 * header, a solution, a list of manuals.  `build` runs the real build on it,
 * with the real theme, models and Node packages.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { makeBook } from "../../book/lib/book.mjs";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const FILES = {
  "docs/SOURCES.md": "# Sources\n\n| key | document | edition cited | used for |\n|---|---|---|---|\n" +
    "| SDM3 | The manual | 59 | all |\n",
  "model/src/unit.c": "/* model/src/unit.c - a unit. */\n// tag::state[]\nstruct unit {\n    int irr; // <1>\n};\n" +
    "// end::state[]\n\n/* Takes the highest. */\nint unit_take(struct unit *unit)\n{\n    return unit->irr;\n}\n",
  "model/regs/hw/unit_regs.h": "#define UNIT_CTL 0x10u\n#define UNIT_CTL_DEST BITS(31, 24)\n" +
    "#define UNIT_CTL_MASKED BIT(16)\n#define UNIT_CTL_VECTOR BITS(7, 0)\n" +
    "#define UNIT_CTL_RSVD (BITS(23, 17) | BITS(15, 8))\n",
  "labs/00-unit/README.md": "# Lab 00\n\n*Read first* (15 minutes), in the book: unit-state, unit-take.\n",
  "labs/00-unit/checks.c": 'static struct check all[] = {{.book = "unit-state"}};\n',
  "solutions/00-unit/unit.c": "/* LAB 00 */\nvoid unit_begin(void)\n{\n    secret_register = 0xc0ffee;\n}\n",
};

export const QUOTE = "[source,c]\n----\ninclude::model/src/unit.c[tag=state]\n----\n<1> One bit.\n";
/* A chapter without a fault; more text goes behind it. */
export const CHAPTER = `= The unit\n\nIt asks.\n\n[#unit-state]\n== State\n\n${QUOTE}\n[#unit-take]\n== Take\n\nTaken.\n`;

export class Tree {
  constructor(files = {}) {
    this.root = fs.mkdtempSync(path.join(os.tmpdir(), "pic2pi-book-"));
    for (const [name, text] of Object.entries({ ...FILES, ...files })) this.write(name, text);
  }

  write(name, text) {
    const file = path.join(this.root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  async build(options = {}) {
    return makeBook({
      root: this.root, modules: path.join(ROOT, "book/node_modules"), theme: path.join(ROOT, "book/theme"),
      liveModule: path.join(ROOT, "book/lib/live.mjs"), wasm: path.join(ROOT, "build/book/model.wasm"),
      ...options,
    });
  }

  remove() {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

/* The lines that the build prints for one chapter of `text`. */
export async function faultsOf(text, files = {}, options = {}) {
  const tree = new Tree({ "book/chapters/01-unit.adoc": text, ...files });
  try {
    const { book } = await tree.build(options);
    return book.problems.lines();
  } finally {
    tree.remove();
  }
}
