/*
 * book/lib/problems.mjs - what is wrong with the book, each with its place.
 *
 * Every module reports here instead of throwing, so that one build names all
 * faults of all chapters.  A problem is one line, `book: file:line: what, and
 * what to do`, the form that editors and `make` understand.
 */

export class Problems {
  constructor() {
    this.list = [];
  }

  /* Something is wrong at `line` of `file`; the same line is said once. */
  at(file, line, text) {
    const said = this.list.some(
      (p) => p.file === file && p.line === line && p.text === text);
    if (!said) this.list.push({ file, line, text });
  }

  get any() {
    return this.list.length > 0;
  }

  lines() {
    const order = (a, b) =>
      a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
    return [...this.list].sort(order).map(
      (p) => `book: ${p.file}:${p.line}: ${p.text.replace(/\s*\n\s*/g, " ")}`);
  }
}

/* Thrown where going on makes no sense; build.mjs turns it into one line. */
export class Stop extends Error {}
