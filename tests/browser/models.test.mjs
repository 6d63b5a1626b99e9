/* tests/browser/models.test.mjs - the figures' models in WebAssembly do what
 * the same sources do as the host's code: call by call, everything that can be
 * seen.  And a rule that is broken in a copy of the model is noticed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from
  'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { block, live, models, p, root, scratch } from './live.mjs';

const native = join(root, 'build/book/figures-native');

/* ---- what the WebAssembly shows, as figures_native.c prints it ---- */

const CPUS = 8, PINS = 24;
const hex = (value) => (value >>> 0).toString(16);

function seenApic(x, at) {
  const seen = [];
  for (let cpu = 0; cpu < CPUS; cpu++) {
    for (let offset = 0x20; offset <= 0x320; offset += 0x10)
      seen.push(x.apic_read(at, cpu, offset));
    seen.push(x.apic_irrv(at, cpu), x.apic_isrv(at, cpu), x.apic_intr(at, cpu),
      x.apic_interrupt_flag(at, cpu), x.apic_depth(at, cpu),
      x.apic_handler(at, cpu, 0), x.apic_answer(at, cpu));
  }
  for (let index = 0; index < 0x10 + 2 * PINS; index++)
    seen.push(x.apic_read_io(at, index));
  for (let pin = 0; pin < PINS; pin++) seen.push(x.apic_is_high(at, pin));
  seen.push(x.apic_messages(at), x.apic_broadcasts(at), x.apic_check(at));
  return seen;
}

function seenPic(x, at) {
  return [x.pic_irr(at), x.pic_isr(at), x.pic_imr(at), x.pic_lines(at),
    x.pic_level_sensed(at), x.pic_int(at), x.pic_resolve(at),
    x.pic_vector_base(at, 0), x.pic_lowest(at, 0), x.pic_vector_base(at, 1),
    x.pic_lowest(at, 1), x.pic_vector_irq(at, 0x29), x.pic_automatic(at),
    x.pic_vector(at), x.pic_check(at)];
}

function seenDma(x, at) {
  return [x.dma_is_master(at), x.dma_buffer(at), x.dma_own_id(at),
    x.dma_outcome(at), x.dma_address(at), x.dma_data(at), x.dma_requester(at),
    x.dma_overwritten(at), ...seenApic(x, at)];
}

function inWasm(m, calls) {
  const seen = { apic: seenApic, pic: seenPic, dma: seenDma };
  const at = Object.fromEntries(Object.keys(seen).map((kind) =>
    [kind, m.piece(m.x[kind + '_size']()).at]));
  return calls.map(([name, ...args]) => {
    const kind = name.split('_')[0];
    const result = m.x[name](at[kind], ...args) || 0;
    return [result, ...seen[kind](m.x, at[kind])].map(hex).join(' ');
  });
}

function natively(calls) {
  const input = calls.map(([name, ...args]) =>
    [name, ...args.map(hex)].join(' ')).join('\n') + '\n';
  const run = spawnSync(native, { input, encoding: 'utf8',
    maxBuffer: 1 << 28 });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trimEnd().split('\n');
}

/* A generator that is the same everywhere; never Math.random. */
function draws(seed) {
  let state = seed;
  return (below) => {
    state = Math.imul(state, 1664525) + 1013904223 >>> 0;
    return Math.floor(state / 0x100000000 * below);
  };
}

const WRITES = [0x80, 0xb0, 0xd0, 0xe0, 0xf0, 0x280, 0x300, 0x310, 0x350];

function drawApic(draw) {
  const cpu = draw(4), vector = draw(256);
  switch (draw(12)) {
  case 0: case 1: case 2: return ['apic_accept', cpu, vector];
  case 3: case 4: return ['apic_take', cpu];
  case 5: return ['apic_end', cpu];
  case 6: return ['apic_write', cpu, WRITES[draw(WRITES.length)],
    (draw(65536) << 16 | draw(65536)) >>> 0];
  case 7: return ['apic_write_io', 0x10 + draw(2 * PINS),
    [draw(1 << 17), draw(256) | draw(2) << 15, draw(256) << 24 >>> 0]
      [draw(3)]];
  case 8: case 9: return ['apic_pin', draw(PINS), draw(2)];
  case 10: return ['apic_message', [0, 1, 4][draw(3)], draw(2), draw(256),
    vector];
  default: return draw(2) ? ['apic_flag', cpu, draw(2)] : ['apic_iret', cpu];
  }
}

const PORTS = [0x20, 0x21, 0xa0, 0xa1, 0x4d0, 0x4d1];

function drawPic(draw) {
  switch (draw(4)) {
  case 0: case 1: return ['pic_line', draw(16), draw(2)];
  case 2: return ['pic_take'];
  default: return ['pic_write', PORTS[draw(6)], draw(3) ? 0x20 : draw(256)];
  }
}

function drawDma(draw) {
  const address = (draw(8) ? 0xfee00000 : 0xfe000000) + draw(1 << 20);
  switch (draw(6)) {
  case 0: return ['dma_master', draw(4) ? 1 : 0];
  case 1: case 2: return ['dma_load', draw(1 << 16) & ~0x3800];
  default: return ['dma_store', (draw(4) ? address & ~0xff3 : address) >>> 0,
    draw(4) ? 4 : draw(10)];
  }
}

/* Machines that were spoilt by a drawn write are reset now and then. */
function drawCalls() {
  const draw = draws(7), calls = [];
  for (let i = 0; i < 2400; i++) {
    if (i % 100 === 0) calls.push(['apic_reset', i ? 1 + draw(8) : 4, draw(2)]);
    calls.push(drawApic(draw));
  }
  for (let i = 0; i < 600; i++) {
    if (i % 30 === 0) calls.push(['pic_reset', 0x20]);
    calls.push(drawPic(draw));
  }
  for (let i = 0; i < 600; i++) {
    if (i % 60 === 0) calls.push(['dma_reset', 1 + draw(8)]);
    calls.push(drawDma(draw));
  }
  return calls;
}

test('wasm and native code agree on 3,600 drawn calls', async () => {
  assert.ok(existsSync(native), 'make build/book/figures-native');
  const calls = drawCalls();
  const there = natively(calls);
  const mine = inWasm(await models(), calls);
  assert.equal(mine.length, there.length);
  mine.forEach((line, i) => assert.equal(line, there[i],
    'call ' + i + ': ' + calls[i].join(' ')));
});

/* The drawn calls meet what they should: else the test above says little. */
test('the drawn calls reach IRR, ISR, Remote IRR and the slave', async () => {
  const m = await models();
  const at = m.piece(m.x.apic_size()).at, pic = m.piece(m.x.pic_size()).at;
  const dma = m.piece(m.x.dma_size()).at;
  const met = new Set(), outcomes = new Set();
  for (const [name, ...args] of drawCalls()) {
    m.x[name]({ apic: at, pic, dma }[name.split('_')[0]], ...args);
    outcomes.add(m.x.dma_outcome(dma));
    if (m.x.apic_irrv(at, 0)) met.add('irr');
    if (m.x.apic_isrv(at, 0)) met.add('isr');
    for (let pin = 0; pin < PINS; pin++)
      if (m.x.apic_read_io(at, 0x10 + 2 * pin) & 1 << 14) met.add('remote');
    if (m.x.pic_isr(pic) >> 8) met.add('slave');
  }
  assert.deepEqual([...met].sort(), ['irr', 'isr', 'remote', 'slave']);
  assert.deepEqual([...outcomes].sort(), [0, 1, 2, 3, 4]);
});

test('every export of the models can be called from a figure', async () => {
  const m = await models();
  const names = Object.keys(m.x).filter((n) => /^(apic|pic|dma)_/.test(n));
  const header = readFileSync(join(root, 'model/wasm/figures.h'), 'utf8');
  for (const name of names) assert.match(header, new RegExp(name + '\\('));
  assert.ok(names.length > 30);
});

/* ---- a broken rule ---- */

/* The wasm of a copy of the model in which `from` became `to`. */
async function broken(t, file, from, to) {
  const folder = scratch(t);
  for (const part of ['model', 'book'])
    mkdirSync(join(folder, part), { recursive: true });
  cpSync(join(root, 'model'), join(folder, 'model'), { recursive: true });
  cpSync(join(root, 'book/figures.mk'), join(folder, 'book/figures.mk'));
  const path = join(folder, file), text = readFileSync(path, 'utf8');
  assert.ok(text.includes(from), file + ' has no ' + from);
  writeFileSync(path, text.replace(from, to));
  const made = spawnSync('make', ['-s', '-f', 'book/figures.mk',
    'build/book/model.wasm'], { cwd: folder, encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return live.loadModels(join(folder, 'build/book/model.wasm'));
}

const PREDICT = { kind: 'predict', lines: [], file: 'c.adoc', line: 5,
  attributes: { run: 'send 0x31; take; send 0x33; take',
    expect: 'pending=0x33, service=0x31, ppr=0x30' } };

test('a prediction holds, and breaks with the rule it is about', async (t) => {
  live.checkPredict(PREDICT, await models());
  const m = await broken(t, 'model/src/lapic_accept.c',
    '(uint32_t)isrv & LAPIC_PPR_CLASS', '(uint32_t)isrv');
  assert.throws(() => live.checkPredict(PREDICT, m), (e) => e.line === 5 &&
    e.message === 'the book says ppr=0x30, the model ppr=49');
});

test('a prediction about copies breaks with the rule it is about', async (t) => {
  const silent = { ...PREDICT, attributes: { model: 'dma',
    run: 'fetch 0x61; store 0xfee02000', expect: 'outcome=nothing' } };
  live.checkPredict(silent, await models());
  const m = await broken(t, 'model/src/soft_pci_copy.c', 'copy->bytes = 0;',
    ';');
  assert.throws(() => live.checkPredict(silent, m), (e) => e.line === 5 &&
    e.message === 'the book says outcome=nothing, the model outcome=sent');
});

test('a model that breaks its own promise stops the build', async (t) => {
  const m = await broken(t, 'model/src/lapic_accept.c',
    'class_of(lapic_irrv(lapic)) > class_of(lapic_ppr(lapic))',
    'class_of(lapic_irrv(lapic)) >= class_of(lapic_ppr(lapic))');
  assert.throws(() => live.checkPredict(PREDICT, m),
    (e) => e.line === 5 && /promise/.test(e.message));
});

test('a story of a broken model differs from native code', async (t) => {
  const m = await broken(t, 'model/src/ioapic_pin.c',
    'io->rte[pin] &= ~IOAPIC_RTE_REMOTE_IRR;', ';');
  const right = live.renderLive(block('ioapic', ['raise 4', 'take', 'lower 4',
    'eoi', 'raise 4']), await models());
  const wrong = live.renderLive(block('ioapic', ['raise 4', 'take', 'lower 4',
    'eoi', 'raise 4']), m);
  assert.notEqual(right.text, wrong.text);
  assert.match(wrong.text, /Remote IRR is 1: the last one has no EOI yet/);
});

test('undo is a copy of bytes: every state comes back', async () => {
  const m = await models(), kind = p.kinds.lapic;
  const play = new p.Play(kind, m, kind.options({}, []));
  const lines = ['send 0x31', 'take', 'send 0x52', 'take', 'tpr 0x60', 'eoi'];
  const states = [JSON.stringify(play.now.state)];
  for (const line of lines) {
    play.act(p.parseStep(kind, line, play.options));
    states.push(JSON.stringify(kind.read(play.piece, play.options)));
  }
  while (states.length > 1) {
    states.pop();
    assert.ok(play.undo());
    assert.equal(JSON.stringify(kind.read(play.piece, play.options)),
      states[states.length - 1]);
  }
  assert.ok(!play.undo());
});
