/*
 * tests/browser/paper.test.mjs - what lets a figure wait for the next
 * paragraph, on pages made of blocks of known height.
 *
 * A page is 210 mm high; each case is a list of blocks "kind height text", and
 * what comes of it is their order.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AREA, settle } from "../../book/lib/paper.mjs";
import { startChromium } from "../../book/lib/chromium.mjs";
import { END, QUOTE, renderListing } from "../../book/lib/listing.mjs";

const TAG = { p: "p", ul: "ul", h2: "h2", fig: "figure", live: "figure", code: "div" };
const CLASS = { fig: "fig", live: "fig live", code: "listing" };

let browser;
before(async () => { browser = await startChromium(); });
after(() => browser?.close());

function html(blocks) {
  const made = blocks.map(([kind, height, text]) => `<${TAG[kind]} id="${text.replace(/:/, "")}" ` +
    `class="${CLASS[kind] ?? ""}" style="height:${height}mm">${text}</${TAG[kind]}>`);
  return `<style>*{margin:0;padding:0;font:10px/12px sans-serif}.fig,p,ul{break-inside:avoid}` +
    `</style><article><section>${made.join("")}</section></article>`;
}

/* Ids in their order on paper, and what settle says it moved. */
async function order(blocks) {
  const page = await browser.newPage();
  await page.setContent(html(blocks));
  const moved = await page.evaluate(settle, AREA);
  const ids = await page.evaluate(() => [...document.querySelectorAll("section > *")].map((e) => e.id));
  const style = await page.evaluate(() => document.querySelector("article").getAttribute("style"));
  await page.close();
  assert.ok(!style, `the columns are left on: ${style}`);
  return { ids: ids.join(" "), moved };
}

const cases = [
  ["a gap takes the paragraphs behind the figure",
    [["p", 140, "a"], ["fig", 100, "f"], ["p", 30, "b"], ["p", 30, "c"], ["p", 30, "d"]], "a b c f d", 2],
  ["no gap, nothing moves", [["p", 100, "a"], ["fig", 100, "f"], ["p", 30, "b"]], "a f b"],
  ["a small gap is left", [["p", 190, "a"], ["fig", 100, "f"], ["p", 10, "b"]], "a f b"],
  ["a paragraph that does not fit either stays behind",
    [["p", 140, "a"], ["fig", 100, "f"], ["p", 90, "b"]], "a f b"],
  ["a figure that is announced stays where it was announced",
    [["p", 140, "a:"], ["fig", 100, "f"], ["p", 30, "b"]], "a f b"],
  ["a line and its list go together",
    [["p", 140, "a"], ["fig", 100, "f"], ["p", 10, "b:"], ["ul", 30, "c"]], "a b c f", 2],
  ["a line stays with its listing",
    [["p", 140, "a"], ["fig", 100, "f"], ["p", 10, "b"], ["code", 30, "c"]], "a f b c"],
  ["nothing passes a heading", [["p", 140, "a"], ["fig", 100, "f"], ["h2", 10, "h"], ["p", 30, "b"]], "a f h b"],
  ["three blocks at most",
    [["p", 100, "a"], ["fig", 120, "f"], ...["b", "c", "d", "e"].map((n) => ["p", 10, n])], "a b c d f e", 3],
  ["a story may be cut, so it does not wait",
    [["p", 140, "a"], ["live", 100, "f"], ["p", 30, "b"]], "a f b"],
];

for (const [name, blocks, wanted, behind] of cases)
  test(name, async () => {
    assert.deepEqual(await order(blocks), { ids: wanted, moved: behind ? [{ figure: "f", behind }] : [] });
  });

test("12 lines of quoted code and 24 of a report are never cut, more may be", () => {
  const isWhole = (count, quoted) => {
    const rows = Array.from({ length: count }, (_, i) => `line ${i};`);
    const made = renderListing({ lines: quoted ? [`${QUOTE}0`, ...rows, END] : rows,
      quotes: [{ name: "model/src/a.c", from: 1, to: count }], language: "c", roles: [], title: "", plainTitle: "" },
    assert.fail);
    return made.html.includes('class="code short"');
  };
  assert.deepEqual([12, 13].map((n) => isWhole(n, true)), [true, false]);
  assert.deepEqual([24, 25].map((n) => isWhole(n, false)), [true, false]);
});
