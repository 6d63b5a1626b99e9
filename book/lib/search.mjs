/*
 * book/lib/search.mjs - what the search finds: one entry for each section.
 *
 * The site gets the texts and MiniSearch as one classic script, because a page
 * from a disk may not fetch; site.js makes the index at the first key press.
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import { plain } from "./text.mjs";

const require = createRequire(import.meta.url);

/* The parts of a chapter's HTML between headings. */
function entriesOf(chapter) {
  const parts = chapter.html.split(/<h[2-4] id="([^"]+)">([\s\S]*?)<\/h[2-4]>/);
  const found = [];
  const add = (url, title, html) => {
    const text = plain(html.replace(/<a class="here"[\s\S]*?<\/a>/g, ""));
    found.push({ u: url, t: plain(title.replace(/<a class="here"[\s\S]*?<\/a>/, "")),
      c: chapter.number ? `${chapter.number} ${plain(chapter.title)}` : plain(chapter.title), x: text });
  };
  add(chapter.page, chapter.title, parts[0]);
  for (let i = 1; i < parts.length; i += 3) add(`${chapter.page}#${parts[i]}`, parts[i + 1], parts[i + 2]);
  return found;
}

function library() {
  const main = require.resolve("minisearch");
  const umd = main.replace(/dist\/.*$/, "dist/umd/index.js");
  return fs.readFileSync(umd, "utf8").replace(/\/\/# sourceMappingURL=.*/, "");
}

export function searchScript(book) {
  const entries = book.chapters.flatMap(entriesOf).map((e, id) => ({ id, ...e }));
  return `/* Made by book/lib/search.mjs. MiniSearch: copyright Luca Ongaro, MIT License. */\n` +
    `${library()}\nwindow.pic2piSearch=${JSON.stringify(entries).replace(/</g, "\\u003c")};\n`;
}
