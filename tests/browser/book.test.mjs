/*
 * tests/browser/book.test.mjs - the real book: complete, and without secrets.
 *
 * No fault, every anchor that a lab names is there, the pages of the reader's
 * edition hold no solution, and its PDF is what a printer needs.  What counts
 * as a solution is every function body of solutions/, spaces aside.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { printBook } from "../../book/lib/pdf.mjs";
import { labAnchors } from "../../book/lib/check.mjs";
import { plain } from "../../book/lib/text.mjs";
import { buildSite } from "./site.mjs";
import { ROOT } from "./tree.mjs";

let site, bodies;
before(async () => {
  site = await buildSite({ complete: true });
  bodies = solutionBodies();
});
after(() => site?.remove());

const squeeze = (text) => text.replace(/\s+/g, "");

/* [{name, body}] of the functions that solutions define, helpers too. */
function solutionBodies() {
  const found = [];
  for (const lab of fs.readdirSync(path.join(ROOT, "solutions")))
    for (const name of fs.readdirSync(path.join(ROOT, "solutions", lab)).filter((n) => n.endsWith(".c"))) {
      const text = fs.readFileSync(path.join(ROOT, "solutions", lab, name), "utf8");
      const skeleton = squeeze(fs.readFileSync(path.join(ROOT, "labs", lab, name), "utf8"));
      for (const [, head, body] of text.matchAll(/^([A-Za-z_][^;{}]*\([^;{}]*\))\n\{\n([\s\S]*?)^\}/gm))
        // What the student's own file already says is no secret.
        if (squeeze(body).length > 12 && !skeleton.includes(squeeze(`{${body}}`)))
          found.push({ name: `${lab} ${/(\w+)\(/.exec(head)[1]}`, body: squeeze(`{${body}}`) });
    }
  return found;
}

test("the book has no fault, and every section that a lab names", () => {
  assert.deepEqual(site.book.problems.lines(), []);
  assert.ok(labAnchors(ROOT).length > 40, "the labs' anchors were not found");
  const list = JSON.parse(site.files.get("anchors.json"));
  for (const { anchor } of labAnchors(ROOT)) {
    assert.ok(list[anchor], anchor);
    assert.ok(site.files.get(list[anchor].page).includes(`id="${anchor}"`), anchor);
  }
});

test("no page, no search entry and no anchor holds a solution", () => {
  assert.ok(bodies.length > 20, "the solutions were not found");
  for (const [name, text] of site.files) {
    const seen = squeeze(name.endsWith(".html") ? plain(text) : text);
    for (const { name: which, body } of bodies)
      assert.ok(!seen.includes(body) && !seen.includes(body.slice(1, -1)), `${name} shows ${which}`);
  }
});

test("the search for solutions would find one", async () => {
  const text = fs.readFileSync(path.join(ROOT, "solutions/02-lapic/lapic.c"), "utf8");
  const html = `<pre><code>${text.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</code></pre>`;
  const seen = squeeze(plain(html));
  assert.ok(bodies.some(({ body }) => seen.includes(body)));
});

test("the PDF: fonts, outline, page numbers, heads, no solution", async () => {
  await printBook(site.book, site.folder);
  const file = path.join(site.folder, "book.pdf");
  const run = (...command) => spawnSync(command[0], command.slice(1), { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
  const fonts = run("pdffonts", file);
  for (const font of fonts.split("\n").slice(2).filter(Boolean))
    assert.match(font, /\byes +(yes|no) +(yes|no)\s+\d+ +\d+$/, `not embedded: ${font}`);
  assert.match(fonts, /SourceSerif4\S* +CID TrueType/);
  assert.match(run("pdfinfo", file), /Tagged: +yes/);
  assert.ok(fs.readFileSync(file, "latin1").includes("/Outlines"), "no outline");
  const pages = run("pdftotext", "-layout", file, "-").split("\f");
  const numberOf = (title) => Number(new RegExp(`^ *(?:\\d+ *)?${title}[ _.]* (\\d+)$`, "m").exec(pages.slice(1, 6).join("\n"))?.[1]);
  const { book } = site;
  for (const chapter of [book.chapters[1], book.chapters.at(-1)]) {
    const title = plain(chapter.title);
    const at = numberOf(title);
    assert.ok(at > 1, `the contents name no page for ${title}`);
    assert.ok(squeeze(pages[at - 1]).includes(squeeze(title)), `${title} is not on page ${at}`);
  }
  const index = pages.slice(-2).join("\n");
  for (const { term } of book.terms.slice(0, 5))
    assert.match(index, new RegExp(`${term.replace(/\W/g, ".")},? ?\\d+`, "i"), `the index names no page for ${term}`);
  assert.doesNotMatch(index, /undefined|[a-z] ,/);
  const second = plain(book.chapters[1].title);
  assert.ok(pages.filter((p) => squeeze(p.split("\n").slice(0, 3).join(" ")).includes(squeeze(second))).length > 1, "no running heads");
  const seen = squeeze(pages.join(" "));
  for (const { name, body } of bodies) assert.ok(!seen.includes(body), `the PDF shows ${name}`);
});
