/* tests/browser/live.mjs - what the tests of the live figures share: where
 * things are, the models, a page with figures in a folder of its own, and
 * Chromium.  No test. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync,
  readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const here = join(root, 'tests/browser');
export const wasm = join(root, 'build/book/model.wasm');
export const live = await import(join(root, 'book/lib/live.mjs'));
export const p = globalThis.pic2pi;
export const models = () => live.loadModels(wasm);

export const block = (kind, lines, attributes) => ({ kind, id: 'f-' + kind,
  title: 'A ' + kind, attributes: attributes || {}, lines, file: 'c.adoc',
  line: 10 });

export const STORIES = {
  lapic: ['send 0x31', 'take', 'send 0x33', 'take', 'send 0x52', 'take', 'eoi',
    'eoi', 'take', 'eoi'],
  pic: ['raise 4', 'take', 'raise 11', 'take', 'raise 5', 'eoi', 'take',
    'eoi slave', 'raise 1', 'lower 1', 'take', 'eoi both'],
  ioapic: ['raise 4', 'take', 'raise 4', 'eoi', 'take', 'lower 4', 'eoi',
    'mask 4', 'raise 4', 'unmask 4'],
  routing: ['message fixed physical 2 0x41', 'message fixed logical 0x06 0x51',
    'tpr 1 0x40', 'message lowest logical 0x06 0x61', 'ipi 0 others 0x71',
    'take 2', 'message fixed physical 9 0x41'],
  dma: ['fetch 0x61', 'master on', 'fetch 0x61', 'store 0xfee02000', 'take 2',
    'store 0xfee02000', 'eoi 2', 'store 0xfef02000', 'store 0xfee02000 8'],
};

/* ---- a folder of one's own ---- */

export function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), 'figures-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const COLOURS = {
  light: '--paper:#fffdf8;--ink:#1f1f24;--muted:#5d5b66;--rule:#dad6ca;' +
    '--accent:#14508c;--irr:#a84e00;--isr:#0b5cab;--ppr:#b3261e;' +
    '--code-paper:#f5f2ea;--ok:#1d6b3a;--bad:#b3261e',
  dark: '--paper:#17181c;--ink:#e8e6df;--muted:#a3a1ab;--rule:#3a3b42;' +
    '--accent:#7db7f5;--irr:#f0a050;--isr:#6db1ff;--ppr:#ff8076;' +
    '--code-paper:#202127;--ok:#7dd69a;--bad:#ff8076',
};

/* A page with these blocks and its scripts, as the book's pages have them. */
export function writePage(folder, blocks, m, theme) {
  const scripts = [], styles = [];
  mkdirSync(folder, { recursive: true });
  for (const from of ['book/figures', 'book/viewer'])
    for (const name of readdirSync(join(root, from)))
      if (/\.(js|css)$/.test(name)) {
        copyFileSync(join(root, from, name), join(folder, name));
        (name.endsWith('.js') ? scripts : styles).push(name);
      }
  copyFileSync(join(root, 'build/site/model.wasm.js'),
    join(folder, 'model.wasm.js'));
  const figures = blocks.map((b) => '<figure id="' + b.id + '">' +
    live.renderLive(b, m).html + '<figcaption>' + b.title +
    '</figcaption></figure>').join('\n');
  const page = join(folder, 'page.html');
  writeFileSync(page, '<!doctype html><html lang="en"><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width"><title>figures' +
    '</title><style>:root{' + COLOURS[theme || 'light'] + '}body{margin:0 auto;' +
    'max-width:740px;padding:8px;background:var(--paper);color:var(--ink);' +
    'font:17px/1.5 sans-serif}figure{margin:16px 0}</style>' +
    styles.map((s) => '<link rel="stylesheet" href="' + s + '">').join('') +
    figures +
    ['model.wasm.js', ...scripts].map((s) => '<script src="' + s +
      '"></script>').join('') + '</html>');
  return 'file://' + page;
}

/* ---- Chromium ---- */

export const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser']
  .find((path) => existsSync(path));
export const why = chromium ? false : 'chromium is not installed';

export async function browser(t) {
  const require = createRequire(join(root, 'book/package.json'));
  const b = await require('playwright-core').chromium.launch(
    { executablePath: chromium, args: ['--no-sandbox'] });
  t.after(() => b.close());
  return b;
}

/* A page that fails the test when a script fails in it. */
export async function open(b, url, options) {
  const page = await b.newPage({ viewport: { width: 800, height: 900 },
    ...options });
  page.faults = [];
  page.on('pageerror', (e) => page.faults.push(e.message));
  await page.goto(url);
  if (!options || options.javaScriptEnabled !== false)
    await page.waitForFunction(() =>
      document.documentElement.dataset.figures === 'ready' &&
      document.documentElement.dataset.viewers === 'ready');
  return page;
}

export const fixture = (name) => readFileSync(join(here, name), 'utf8');
