/*
 * tests/browser/pages.test.mjs - the real book in a real browser.
 *
 * From a disk, under a deep path, without JavaScript, at 320 pixels, in both
 * themes, on paper, and with the keyboard alone.  Every page of the site is
 * opened; chapters are looked at more closely.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startChromium } from "../../book/lib/chromium.mjs";
import { buildSite, openPage, serve } from "./site.mjs";
import { contrastFaults, landmarkFaults, overflowing, smallWords } from "./in_page.mjs";

let site, browser, chapter;
const seen = new Map(); // page -> what was seen on it

before(async () => {
  site = await buildSite();
  browser = await startChromium();
  chapter = site.book.chapters.find((c) => c.usesLive) ?? site.book.chapters[0];
  const pages = site.pages.filter((name) => !name.startsWith("at/"));
  await Promise.all([0, 1].map(async (half) => {
    const page = await openPage(browser);
    for (const name of pages.filter((_, i) => i % 2 === half)) seen.set(name, await visit(page, name));
    await page.context().close();
  }));
});
after(async () => {
  await browser?.close();
  site?.remove();
});

/* Pages to look at closely: all chapters, and one of each other kind. */
const looked = () => ["index.html", "manuals.html", "terms.html", ...site.book.chapters.map((c) => c.page),
  site.pages.find((p) => p.startsWith("src/"))].filter(Boolean);

/* All that is asked of a page, in one visit: a visit costs most. */
async function visit(page, name) {
  await page.goto(site.url(name));
  const found = { complaints: [] };
  if (looked().includes(name)) {
    found.landmarks = await page.evaluate(landmarkFaults);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      found[colorScheme] = await page.evaluate(contrastFaults);
      found[`${colorScheme} paper`] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    }
    await page.emulateMedia({ colorScheme: "light" });
    found.sideways = [];
    for (const width of [320, 390, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      for (const fault of await page.evaluate(overflowing)) found.sideways.push(`at ${width}: ${fault}`);
    }
    await page.setViewportSize({ width: 360, height: 800 });
    found.small = await page.evaluate(smallWords);
    await page.setViewportSize({ width: 1200, height: 800 });
  }
  found.complaints = page.faults.splice(0);
  return found;
}

/* Nothing of that kind was found on any of these pages. */
function none(kind, names) {
  assert.ok(names.length > 4 && names.every((name) => Array.isArray(seen.get(name)?.[kind])), "a page was not visited");
  assert.deepEqual(names.flatMap((name) => seen.get(name)[kind].map((fault) => `${name}: ${fault}`)), []);
}

describe("from a disk and from a server", () => {
  test("every page opens over file:// without a complaint", () => {
    none("complaints", site.pages.filter((name) => !name.startsWith("at/")));
  });

  test("every page works under a deep path, and asks for nothing outside it", async () => {
    const server = await serve(site.folder);
    const page = await openPage(browser);
    for (const name of looked()) await page.goto(server.url(name));
    await page.goto(server.url("index.html"));
    await page.click(`main a[href="${chapter.page}"]`);
    assert.ok(page.url().endsWith(`/some/deep/path/${chapter.page}`));
    assert.deepEqual(page.faults, []);
    assert.deepEqual(server.strays, []);
    await page.context().close();
    server.close();
  });

  test("at/NAME.html leads to the section NAME", async () => {
    const page = await openPage(browser);
    const { id } = chapter.sections[0];
    await page.goto(site.url(`at/${id}.html`));
    await page.waitForURL(`**/${chapter.page}#${id}`);
    await page.context().close();
  });

  test("without JavaScript the text, the contents and the pictures are there", async () => {
    const page = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(site.url(chapter.page));
    assert.ok(await page.isVisible("main h1"));
    assert.ok(await page.isVisible("nav.side a[aria-current=page]"));
    assert.ok(!await page.isVisible("#search"));
    assert.ok(!await page.isVisible("#theme"));
    for (const shown of await page.locator(".live-figure .static").all())
      assert.ok(await shown.isVisible(), "a live figure shows no picture");
    await page.context().close();
  });
});

describe("search", () => {
  const openSearch = async () => {
    const page = await openPage(browser);
    await page.goto(site.url(chapter.page));
    await page.keyboard.press("Control+k");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    return page;
  };

  test("finds a section by its title, leads there, by keyboard alone", async () => {
    const page = await openSearch();
    const section = site.book.chapters.at(-2).sections[0];
    await page.keyboard.type(section.title.replace(/<[^>]*>|&[^;]*;/g, " "));
    await page.waitForSelector("#found li");
    assert.equal(await page.getAttribute("#search", "aria-expanded"), "true");
    assert.equal(await page.getAttribute("#search", "aria-activedescendant"), "found-0");
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`#${section.id}$`));
    await page.context().close();
  });

  test("arrows move, Escape closes and clears, nothing found is said", async () => {
    const page = await openSearch();
    await page.keyboard.type("interrupt");
    await page.waitForSelector("#found li:nth-child(3)");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.getAttribute("#search", "aria-activedescendant"), "found-1");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.notEqual(await page.getAttribute("#search", "aria-activedescendant"), "found-0");
    await page.keyboard.press("Escape");
    assert.ok(!await page.isVisible("#found"));
    await page.keyboard.press("Escape");
    await page.keyboard.type("qqzxqqz");
    assert.equal(await page.textContent("#found-count"), "Nothing found");
    await page.context().close();
  });

  test("finds a name of C by the whole and by a part", async () => {
    const page = await openSearch();
    const name = /\b[a-z]+_[a-z]+_[a-z]+\b/.exec(chapter.html.replace(/<[^>]*>/g, " "))?.[0] ?? "lapic_eoi";
    for (const word of [name, name.split("_").pop()]) {
      await page.fill("#search", word);
      await page.waitForSelector("#found li");
      assert.match(await page.textContent("#found"), new RegExp(name.split("_").pop(), "i"));
    }
    await page.context().close();
  });

  test("what was typed last is what is shown", async () => {
    const page = await openSearch();
    await page.keyboard.type("qqq");
    await page.fill("#search", "vector");
    const first = await page.textContent("#found li");
    assert.match(first, /vector/i);
    await page.context().close();
  });
});

describe("themes", () => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  test("the button goes round, and the choice stays on the next page", async () => {
    const page = await openPage(browser);
    await page.goto(site.url(chapter.page));
    const light = await paper(page);
    await page.click("#theme");
    await page.click("#theme");
    assert.equal(await page.textContent("#theme"), "Theme: dark");
    assert.notEqual(await paper(page), light);
    await page.goto(site.url("manuals.html"));
    assert.equal(await page.textContent("#theme"), "Theme: dark");
    assert.notEqual(await paper(page), light);
    await page.click("#theme");
    assert.equal(await paper(page), light);
    await page.context().close();
  });

  test("a dark system gets a dark page, without JavaScript too", async () => {
    const page = await openPage(browser, { colorScheme: "dark", javaScriptEnabled: false });
    await page.goto(site.url(chapter.page));
    assert.equal(await page.locator("body").evaluate((b) => getComputedStyle(b).backgroundColor.match(/\d+/g)[0] < 60), true);
    await page.context().close();
  });

  for (const colorScheme of ["light", "dark"])
    test(`contrast is 4.5 or more, ${colorScheme}`, () => {
      for (const name of looked())
        assert.equal(/\((\d+)/.exec(seen.get(name)[`${colorScheme} paper`])[1] < 60, colorScheme === "dark");
      none(colorScheme, looked());
    });
});

describe("sizes", () => {
  test("nothing makes the page scroll sideways at 320, 390, 768, 1440 px", () => none("sideways", looked()));

  test("the words of every picture are 9 px or more on a phone", () =>
    none("small", site.book.chapters.map((c) => c.page)));
});

describe("access", () => {
  test("landmarks, headings, names", () => none("landmarks", looked()));

  test("the first Tab is a way to the text", async () => {
    const page = await openPage(browser);
    await page.goto(site.url(chapter.page));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await page.context().close();
  });

  test("Tab reaches every control, each with an outline", async () => {
    const page = await openPage(browser);
    await page.goto(site.url(chapter.page));
    const wanted = await page.evaluate(() => {
      const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
        .filter((e) => e.checkVisibility() && e.tabIndex >= 0 && !(e.type === "radio" && !e.checked));
      all.forEach((e, i) => { e.dataset.nth = i; });
      return all.length;
    });
    const seen = new Set();
    const bare = [];
    for (let i = 0; i < wanted + 20 && seen.size < wanted; i++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const e = document.activeElement, style = getComputedStyle(e);
        return { nth: e.dataset.nth, name: e.outerHTML.slice(0, 80),
          bare: style.outlineStyle === "none" && style.boxShadow === "none" };
      });
      if (at.nth !== undefined) seen.add(at.nth);
      if (at.bare) bare.push(at.name);
    }
    assert.deepEqual(bare, []);
    assert.equal(seen.size, wanted);
    await page.context().close();
  });
});

test("on paper a page may end inside a table, a list, before an answer; not inside code, a figure", async () => {
  const page = await openPage(browser);
  await page.goto(site.url("msi.html"));
  await page.emulateMedia({ media: "print" });
  const rule = (selector, name) => page.evaluate(([s, n]) =>
    [...new Set([...document.querySelectorAll(s)].map((e) => getComputedStyle(e)[n]))].join(" "), [selector, name]);
  assert.equal(await rule(".code.short, .fig:not(.live, .table), .predict > *", "breakInside"), "avoid");
  assert.equal(await rule(".fig.table, .predict, .code:not(.short)", "breakInside"), "auto");
  assert.equal(await rule(".predict > details, .predict > :has(+ details)", "breakAfter"), "auto");
  assert.equal(await rule(".predict > .title", "breakAfter"), "avoid");
  await page.goto(site.url("pic.html"));
  assert.equal(await rule("article dt", "breakAfter"), "auto");
  await page.context().close();
});

test("paper is light, without buttons, and lines of code wrap", async () => {
  const page = await openPage(browser, { colorScheme: "dark" });
  await page.goto(site.url(chapter.page));
  await page.evaluate(() => { document.documentElement.dataset.theme = "dark"; });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const seen = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    wrap: getComputedStyle(document.querySelector("pre") ?? document.body).whiteSpace,
    buttons: [...document.querySelectorAll("button, input, nav")].filter((e) => e.checkVisibility()).length,
    pictures: [...document.querySelectorAll(".static")].every((e) => getComputedStyle(e).display !== "none"),
  }));
  assert.equal(seen.paper, "rgb(255, 255, 255)");
  assert.match(seen.wrap, /pre-wrap|normal/);
  assert.equal(seen.buttons, 0);
  assert.ok(seen.pictures);
  await page.context().close();
});
