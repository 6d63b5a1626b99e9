/* book/lib/live.mjs - the live figures, seen from the build.
 *
 * Runs the very scripts of the pages (book/figures/*.js) in Node: plays each
 * story on the models, writes the static picture and the data for the browser,
 * and holds the book's predictions against the models.  A story that the
 * models or the verbs do not know stops the build.  Called by book/lib/book.mjs
 * and its parts.
 *
 * block: {kind, id, title, attributes, lines, file, line}; `line` is where the
 * first of `lines` stands, so that an error has its own `.line`; who calls says
 * which block it was. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';

const here = dirname(fileURLToPath(import.meta.url));
const folders = [join(here, '../figures'), join(here, '../viewer')];
const browserOnly = new Set(['figure.js', 'viewer.js']);

for (const folder of folders)
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.js') && !browserOnly.has(name))
      runInThisContext(readFileSync(join(folder, name), 'utf8'),
        { filename: join(folder, name) });

const p = globalThis.pic2pi;

/* The kinds of blocks that renderLive takes. */
export const liveKinds = [...Object.keys(p.kinds), 'trace'];

export async function loadModels(wasmPath) {
  return p.load(readFileSync(wasmPath));
}

function fail(block, index, message) {
  const error = new Error(message);
  error.file = block.file;
  error.line = (block.line || 1) + (index || 0);
  throw error;
}

/* A [trace] tells a local APIC's story. */
function kindOf(block) {
  const name = block.kind === 'trace'
    ? block.attributes.figure || 'lapic' : block.kind;
  const kind = p.kinds[name];
  if (!kind)
    fail(block, 0, 'unknown figure \'' + name + '\'; there are ' +
      Object.keys(p.kinds).join(', '));
  return kind;
}

function playStory(block, kind, lines, models) {
  const options = kind.options(block.attributes, lines);
  let steps;
  try {
    steps = p.parseStory(kind, lines, options);
  } catch (e) {
    fail(block, e.index, e.message);
  }
  return models.borrow((m) => {
    const play = new p.Play(kind, m, options);
    try {
      for (const step of steps) play.act(step);
    } catch (e) {
      fail(block, 0, e.message);
    }
    return { options, history: play.history };
  });
}

/* For a place inside a <script>: no text can end it. */
const json = (value) => JSON.stringify(value).replace(/</g, '\\u003c');

/* What stands on paper where the screen has a place to open a file. */
const NO_STORY = '<p>On the screen, with JavaScript, this is the trace ' +
  'viewer: it opens the report of your own run, ' +
  '<code>pic2pi grade --json F --events</code>.</p>';

export function renderLive(block, models) {
  const kind = kindOf(block);
  const lines = block.lines || [];
  const empty = lines.every((l) => !l.trim());
  if (block.kind !== 'trace' && empty)
    fail(block, 0, 'a live figure opens with its story; give ' +
      'at least one step');
  const { options, history } = playStory(block, kind, lines, models);
  const data = { kind: block.kind, figure: kind.name, title: block.title || '',
    attributes: { ...block.attributes }, lines };
  const html = '<div class="live-figure" data-kind="' +
    block.kind + '"><div class="static">' +
    (empty ? NO_STORY : p.strip(kind, history, options)) +
    '</div><script type="application/json" class="live-data">' + json(data) +
    '</script></div>';
  return { html, text: p.join(block.title, empty ? '' : p.storyText(history)) };
}

/* [predict,run="send 0x31; take",expect="ppr=48"], on [lapic] unless
 * model="..." says otherwise.  Returns what the model says. */
export function checkPredict(block, models) {
  const { run, expect, model, figure } = block.attributes;
  if (!run || !expect)
    fail(block, 0, 'give both run="..." and expect="..."');
  const kind = kindOf({ ...block, kind: model || figure || 'lapic' });
  const { history } = playStory({ ...block, kind: 'predict' }, kind,
    run.split(';'), models);
  const facts = kind.facts(history[history.length - 1].state);
  for (const part of expect.split(/[,;]/)) {
    const [name, value] = part.split('=').map((s) => s.trim());
    if (!(name in facts))
      fail(block, 0, 'nothing is called \'' + name + '\'; ' +
        kind.name + ' knows ' + Object.keys(facts).join(', '));
    if (!same(facts[name], value))
      fail(block, 0, 'the book says ' + name + '=' + value +
        ', the model ' + name + '=' + facts[name]);
  }
  return facts;
}

function same(fact, value) {
  if (value === undefined || value === '') return false;
  return typeof fact === 'number' ? Number(value) === fact
    : value.toLowerCase() === fact;
}
