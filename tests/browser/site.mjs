/*
 * tests/browser/site.mjs - the real book, built once for a file of tests.
 *
 * Into a new folder under the system's temporary one, as `make book` would,
 * with the models of build/site.  Also a small server of one folder under a
 * deep path, and a page of Chromium that remembers what went wrong on it.
 */
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { makeBook } from "../../book/lib/book.mjs";
import { writeSite } from "../../book/lib/write.mjs";
import { ROOT } from "./tree.mjs";

export async function buildSite(options = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pic2pi-site-"));
  const made = await makeBook({ root: ROOT, modules: path.join(ROOT, "book/node_modules"), ...options });
  writeSite(folder, made.files);
  const wasm = path.join(ROOT, "build/site/model.wasm.js");
  if (fs.existsSync(wasm)) fs.copyFileSync(wasm, path.join(folder, "model.wasm.js"));
  const pages = [...made.files.keys()].filter((n) => n.endsWith(".html"));
  return { ...made, folder, pages, url: (name) => `file://${folder}/${name}`,
    remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", json: "application/json" };
const DEEP = "/some/deep/path/";

/* Serves `folder` under a deep path; {url, strays, close}. */
export async function serve(folder) {
  const strays = [];
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(request.url.split("?")[0]);
    const file = name.startsWith(DEEP) && path.join(folder, name.slice(DEEP.length) || "index.html");
    if (!file || !file.startsWith(folder) || !fs.existsSync(file)) {
      strays.push(name);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": TYPES[file.split(".").pop()] ?? "application/octet-stream" });
    response.end(fs.readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  server.unref(); // a test that fails before close() must not hang
  return { url: (name) => `http://127.0.0.1:${server.address().port}${DEEP}${name}`, strays,
    close: () => server.close() };
}

/* A page; what it complains about is in page.faults. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, colorScheme: "light", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`${page.url()}: ${error.message}`));
  page.on("console", (m) => m.type() === "error" && page.faults.push(`${page.url()}: ${m.text()}`));
  page.on("requestfailed", (r) => page.faults.push(`${page.url()}: ${r.url()} failed`));
  return page;
}
