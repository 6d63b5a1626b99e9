/*
 * tests/browser/build.test.mjs - every fault stops the build, at its line.
 *
 * Each case is a chapter without fault and one fault more; the build must name
 * exactly that fault, in the form `book: file:line: what, and what to do`.
 * The chapter without the fault must pass, or the others would mean nothing.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CHAPTER, QUOTE, Tree, faultsOf } from "./tree.mjs";

const LINES = CHAPTER.split("\n").length;
const FILE = "book/chapters/01-unit.adoc";
const UNIT = "model/src/unit.c";

/* [name, text behind the chapter, line counted from there, what is said]. */
const CASES = [
  ["missing tag", `[source,c]\n----\ninclude::${UNIT}[tag=stat]\n----\n`, 3, /tag 'stat' does not exist; did you mean 'state'\?/],
  ["missing file", "[source,c]\n----\ninclude::model/src/none.c[tag=state]\n----\n", 3, /none\.c: no such file/],
  ["include without tag", `[source,c]\n----\ninclude::${UNIT}[]\n----\n`, 3, /say what to quote/],
  ["missing function", `[source,c]\n----\ninclude::${UNIT}[function=unit_tak]\n----\n`, 3, /did you mean 'unit_take'/],
  ["path outside the tree", "[source,c]\n----\ninclude::../secret[tag=state]\n----\n", 3, /begins at the repository's root/],
  ["note without mark", `${QUOTE}<2> Two.\n`, 6, /note <2> has no mark/],
  ["mark without note", `[source,c]\n----\ninclude::${UNIT}[tag=state]\n----\n\nText.\n`, 2, /mark <1> in the listing has no note/],
  ["notes under nothing", "Text.\n\n<1> One.\n", 3, /stand under no listing/],
  ["notes= that matches nothing", `[source,c,notes="nothing such"]\n----\ninclude::${UNIT}[function=unit_take]\n----\n<1> x\n`, 2, /no quoted line contains 'nothing such'/],
  ["code that nobody compiles", "[source,c]\n----\nint x;\n----\n", 2, /no compiler sees/],
  ["dead link", "link:model/src/gone.c[gone]\n", 1, /link:model\/src\/gone\.c: no such file/],
  ["link to a line that is not there", "link:model/src/unit.c#L99[there]\n", 1, /'#L99' is no line/],
  ["dangling reference", "See <<unit-stat>>.\n", 1, /reference to 'unit-stat'.*did you mean 'unit-state'/],
  ["duplicate id", "[#unit-take]\n== Again\n\nText.\n", 2, /unit-take/],
  ["figure without caption", "[sequence#fig-a]\n....\nA -> B : x\n....\n", 2, /needs a caption/],
  ["figure without id", "[sequence]\n.Caption\n....\nA -> B : x\n....\n", 3, /needs an id/],
  ["unknown block", "[sequense#fig-a]\n.Caption\n....\nA -> B : x\n....\n", 1, /unknown block \[sequense\]; did you mean 'sequence'/],
  ["undefined attribute", "Text.\n\nThe {nothing} here.\n", 3, /undefined attribute \{nothing\}/],
  ["register with a hole", "[register#fig-r,bits=8]\n.R\n....\n7:4 HIGH rw x\n2:0 LOW rw x\n....\n", 3, /bit 3 belongs to nothing/],
  ["register with an overlap", "[register#fig-r,bits=8]\n.R\n....\n7:4 HIGH rw x\n4:0 LOW rw x\n....\n", 5, /bit 4 belongs to LOW and to HIGH: an overlap/],
  ["register outside its bits", "[register#fig-r,bits=8]\n.R\n....\n8:0 HIGH rw x\n....\n", 4, /bit 8 of HIGH is outside 8 bits/],
  ["register that its header contradicts", "[register#fig-r,from=hw/unit_regs.h,prefix=UNIT_CTL]\n.R\n....\n31:24 DEST rw x\n23:18 -\n17 MASKED rw x\n16:8 -\n7:0 VECTOR rw x\n....\n", 6, /MASKED is bits 17:17 here, and 16:16 in hw\/unit_regs\.h/],
  ["field that its header lacks", "[register#fig-r,from=hw/unit_regs.h,prefix=UNIT_CTL]\n.R\n....\nDEST rw x\nMASK rw x\nVECTOR rw x\n....\n", 5, /no field UNIT_CTL_MASK.*did you mean 'UNIT_CTL_MASKED'/],
  ["field of the header left out", "[register#fig-r,from=hw/unit_regs.h,prefix=UNIT_CTL,bits=32]\n.R\n....\nDEST rw x\nVECTOR rw x\n....\n", 3, /bit 16 belongs to nothing/],
  ["unknown header", "[register#fig-r,from=hw/no_regs.h,prefix=X]\n.R\n....\nDEST rw x\n....\n", 3, /no header model\/regs\/hw\/no_regs\.h/],
  ["sequence that cannot be read", "[sequence#fig-s]\n.S\n....\nA -> B : x\nA B\n....\n", 5, /cannot read 'A B'/],
  ["timing of unequal length", "[timing#fig-t]\n.T\n....\na  01.\nb  0.\n....\n", 3, /b has 2 ticks, the longest 3/],
  ["timing that cannot be read", "[timing#fig-t]\n.T\n....\na  01.\nb  0?1\n....\n", 5, /cannot read 'b  0\?1'/],
  ["graph that dot refuses", "[dot#fig-d]\n.D\n....\na -> -> b\n....\n", 3, /dot: .*syntax error/],
  ["unknown verb in a scenario", "[lapic#fig-l]\n.L\n....\nsend 0x31\nsand 0x31\n....\n", 5, /lapic: .*sand/],
  ["prediction that the model contradicts", '[predict,run="send 0x31; take",expect="ppr=0x40"]\n====\nWhat?\n\nanswer: 0x40.\n====\n', 2, /predict: .*ppr/],
  ["prediction without an answer", '[predict,model=none]\n====\nWhat?\n====\n', 2, /begins with 'answer:'/],
  ["prediction that nobody checks", '[predict]\n====\nWhat?\n\nanswer: x.\n====\n', 2, /needs run=.* or model=none/],
  ["citation of an unknown manual", 'A rule [SDM9 1.2 "Rule"].\n', 1, /citation of SDM9, which is not in docs\/SOURCES\.md; did you mean 'SDM3'/],
  ["citation without a title", "A rule [SDM3 10.8].\n", 1, /has no title/],
  ["solution outside compare", "[source,c]\n----\ninclude::solutions/00-unit/unit.c[function=unit_begin]\n----\n", 2, /quoted outside \[compare\]/],
  ["link to a solution", "link:solutions/00-unit/unit.c[ours]\n", 1, /stay out of the reader's edition/],
  ["image that is not there", "[#fig-i]\n.I\nimage::none.png[A thing]\n", 3, /none\.png: no such file/],
  ["block that is not closed", "....\nopen\n", 1, /unterminated literal block/],
];

test("a chapter without a fault passes", async () => {
  assert.deepEqual(await faultsOf(CHAPTER, {}, { complete: true }), []);
});

for (const [name, text, line, said] of CASES)
  test(name, async () => {
    const faults = await faultsOf(CHAPTER + text);
    assert.equal(faults.length, 1, faults.join("\n") || "nothing was said");
    assert.match(faults[0], said);
    assert.ok(faults[0].startsWith(`book: ${FILE}:${LINES - 1 + line}: `),
      `not at line ${LINES - 1 + line}: ${faults[0]}`);
  });

/* Faults of the quoted source: the tag's own file and line are named. */
const SOURCES = [
  ["empty tag", "// tag::state[]\n// end::state[]\n", /tag 'state' is empty/],
  ["tag that is not closed", "// tag::state[]\nint a; // <1>\n", /tag 'state' is not closed/],
  ["tag closed twice", "// tag::state[]\nint a; // <1>\n// end::state[]\n// end::state[]\n", /unit\.c:4: end of tag 'state', which is not open/],
  ["tag begun twice", "// tag::state[]\nint a; // <1>\n// end::state[]\n// tag::state[]\nint b;\n// end::state[]\n", /unit\.c:4: tag 'state' begins twice/],
  ["tag that no chapter quotes", "// tag::state[]\nint a; // <1>\n// end::state[]\n// tag::more[]\nint b;\n// end::more[]\n", /unit\.c:4: tag 'more' is quoted by no chapter/],
  ["quoted line over 80 columns", `// tag::state[]\nint a; // <1>\n/* ${"x".repeat(80)} */\n// end::state[]\n`, /over 80 columns/],
];
for (const [name, source, said] of SOURCES)
  test(name, async () => {
    const faults = await faultsOf(CHAPTER, { [UNIT]: source });
    assert.match(faults.join("\n"), said);
  });

test("an id in two chapters is one too many", async () => {
  const faults = await faultsOf(CHAPTER, { "book/chapters/02-other.adoc": "= Other\n\nText.\n\n[#unit-take]\n== Take\n\nx\n" });
  assert.match(faults.join("\n"), /02-other\.adoc:6: id 'unit-take' is used twice, first at .*01-unit\.adoc/);
});

test("an anchor that a lab names must exist", async () => {
  const text = CHAPTER.replace("[#unit-take]\n", "[#unit-taken]\n");
  const faults = await faultsOf(text, {}, { complete: true });
  assert.equal(faults.length, 1);
  assert.match(faults[0], /^book: labs\/00-unit\/README\.md:3: names the book's section 'unit-take'.*did you mean 'unit-taken'/);
});

test("a chapter without a title, and a book without chapters", async () => {
  assert.match((await faultsOf("Text.\n", { [UNIT]: "int a;\n" })).join("\n"), /01-unit\.adoc:1: a chapter begins with its title/);
  const tree = new Tree();
  const { book } = await tree.build();
  tree.remove();
  assert.match(book.problems.lines().join("\n"), /book\/chapters:1: no chapter here/);
});

const COMPARE = "[compare]\n====\n[source,c]\n----\ninclude::solutions/00-unit/unit.c[function=unit_begin]\n----\n====\n";

test("solutions show in the instructors' edition only", async () => {
  const tree = new Tree({ "book/chapters/01-unit.adoc": CHAPTER + COMPARE });
  for (const edition of ["reader", "solutions"]) {
    const { book, files } = await tree.build({ edition });
    assert.deepEqual(book.problems.lines(), []);
    const shown = [...files.values()].some((text) => text.includes("c0ffee"));
    assert.equal(shown, edition === "solutions", edition);
    assert.equal(files.get("unit.html").includes("Compare with ours"), edition === "solutions");
    assert.equal(files.has("src/solutions/00-unit/unit.c.html"), edition === "solutions");
  }
  tree.remove();
});

test("a mistake within compare stops the reader's edition, too", async () => {
  const faults = await faultsOf(CHAPTER + COMPARE.replace("unit_begin", "unit_beg"));
  assert.match(faults.join("\n"), /no function or struct 'unit_beg'; did you mean 'unit_begin'/);
});

test("a quoted piece is labelled and linked to its lines", async () => {
  const tree = new Tree({ "book/chapters/01-unit.adoc": CHAPTER });
  const { files } = await tree.build();
  tree.remove();
  assert.match(files.get("unit.html"), /href="src\/model\/src\/unit\.c\.html#L3"[^>]*>.*unit\.c<\/span>:3\u20135</);
  assert.match(files.get("src/model/src/unit.c.html"), /id="L12"/);
  assert.doesNotMatch(files.get("unit.html"), /&lt;1&gt;|tag::/);
});

test("a function is quoted with its comment, or by its body; notes may stand in the chapter", async () => {
  const quote = (what) => `[source,c,notes="int unit_take|return"]\n----\ninclude::${UNIT}[function=unit_take${what}]\n----\n<1> A.\n<2> B.\n`;
  for (const [what, comment] of [["", true], [",body", false]]) {
    const tree = new Tree({ "book/chapters/01-unit.adoc": CHAPTER + quote(what) });
    const { book, files } = await tree.build();
    tree.remove();
    assert.deepEqual(book.problems.lines(), []);
    assert.equal(files.get("unit.html").includes("Takes the highest."), comment);
    assert.match(files.get("unit.html"), /return<\/span> unit-&gt;irr;  <b class="mark" aria-hidden="true">2<\/b>/);
  }
});

test("a register is drawn from its header, said in words and given as a table", async () => {
  const text = `${CHAPTER}[register#fig-r,from=hw/unit_regs.h,prefix=UNIT_CTL,bits=32]\n.Control\n....\nDEST rw Whom\nMASKED M ro Off\nVECTOR rw Which\n....\n\nSee <<fig-r>>.\n`;
  const tree = new Tree({ "book/chapters/01-unit.adoc": text });
  const { book, files } = await tree.build();
  tree.remove();
  assert.deepEqual(book.problems.lines(), []);
  const html = files.get("unit.html");
  assert.match(html, /role="img"/);
  assert.match(html, /<desc[^>]*>32 bits: bits 31 to 24 DEST, bits 23 to 17 reserved, bit 16 MASKED, bits 15 to 8 reserved, bits 7 to 0 VECTOR\.<\/desc>/);
  assert.match(html, /<td class="bits">16<\/td>/);
  assert.match(html, />Figure\u00a01\.1<\/a>/);
});

test("the same chapters give the same bytes", async () => {
  const tree = new Tree({ "book/chapters/01-unit.adoc": CHAPTER });
  const [one, two] = [await tree.build(), await tree.build()];
  tree.remove();
  assert.deepEqual([...one.files], [...two.files]);
});
