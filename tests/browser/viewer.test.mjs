/* tests/browser/viewer.test.mjs - what the trace viewer reads and says: the
 * grader's report and the trace of one run must show the same states; other
 * files are refused with one sentence; long files are looked at in windows. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixture, here, models, p, root, scratch } from './live.mjs';

const m = await models();
const TRACE = fixture('early-eoi.trace');
const HEADER = 'pic2pi-trace 1 02-lapic 7 0 finished intact\n';
const first = (text) => new p.RecordRun(p.readFile(text, m)[0]);

/* The grader's own report of the recorded run. */
const report = (t, ...options) =>
  reportOf(t, join(here, 'early-eoi.trace'), ...options);

function reportOf(t, trace, ...options) {
  const file = join(scratch(t), 'report.json');
  const run = spawnSync(join(root, 'build/pic2pi'), ['trace', trace, '--json',
    file, ...options], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok(existsSync(file), run.stderr);
  return readFileSync(file, 'utf8');
}

test('report and trace of one run show the same events and states', (t) => {
  const graded = first(report(t, '--events')), replayed = first(TRACE);
  assert.ok(graded.count > 100);
  assert.equal(graded.count, replayed.count);
  for (let i = 0; i < graded.count; i++) {
    const a = graded.event(i), b = replayed.event(i);
    assert.deepEqual([a.tick, a.kind, a.vector], [b.tick, b.kind, b.vector]);
    assert.deepEqual({ ...a.apic }, { ...b.apic }, 'event ' + i);
  }
});

test('a report leads to its first wrong event, with the reason', (t) => {
  const run = first(report(t, '--events'));
  const at = run.wrong[0].event;
  assert.equal(run.event(at).kind, 'eoi');
  assert.match(run.wrong[0].reason, /sent its EOI before the body ran/);
  assert.match(p.sentenceText(run.sentence(at)), /^EOI ends 0xb8\./);
  assert.match(run.where(at), /^tick 72295, CPU 0, step 2 \(a burst/);
});

test('failures stand in the report\'s order, whatever their time', (t) => {
  const root = JSON.parse(report(t, '--events'));
  root.checks = [['late', 'demand 1'], ['early', 'demand 2']].map(
    ([id, title]) => ({ id, title, reason: 'why ' + id, found: 'x', book: 'b' }));
  root.run.wrong = [{ check: 'late', event: 9 }, { check: 'early', event: 2 }];
  assert.deepEqual(first(JSON.stringify(root)).wrong, [
    { event: 9, check: 'late', title: 'demand 1', reason: 'why late', found: 'x', book: 'b' },
    { event: 2, check: 'early', title: 'demand 2', reason: 'why early', found: 'x', book: 'b' }]);
});

test('a trace says that it judges nothing', () => {
  assert.match(first(TRACE).note, /not what was wrong.*--json F/);
});

test('a report without events shows the moments of its failures', (t) => {
  const run = first(report(t));
  assert.ok(run.count > 0);
  assert.match(run.note, /--events/);
  assert.match(run.wrong[0].reason, /EOI before the body/);
  assert.match(p.sentenceText(run.sentence(0)), /^Here a check failed\./);
  assert.ok(run.lanes(0, run.count).length > 0);
});

/* A guest that floods the record fills no report. */
test('a report holds 20,000 events at most, and says so', (t) => {
  const trace = join(scratch(t), 'long.trace'), lines = TRACE.split('\n');
  const step = lines.findIndex((l) => / mark - 0x3 /.test(l));
  const tick = lines[step].split(' ')[0];
  lines.splice(step + 1, 0, ...Array(25000).fill(tick +
    ' 0 coalesce 0x31 0x0 0x0 0x0'));
  writeFileSync(trace, lines.join('\n'));
  const run = first(reportOf(t, trace, '--events'));
  assert.equal(run.count, 20000);
  assert.match(run.note, /holds the first 20000 events only/);
});

test('the same report again gives the same bytes', (t) => {
  assert.equal(report(t, '--events'), report(t, '--events'));
});

test('every event of a run has a sentence', (t) => {
  const run = first(report(t, '--events'));
  for (let i = 0; i < run.count; i++) {
    const text = p.sentenceText(run.sentence(i));
    assert.ok(text.length > 8 && !/undefined|NaN|null/.test(text), text);
  }
});

test('a wrong file is refused with one sentence', () => {
  const wrong = [
    ['%PDF-1.7', /neither a report \(JSON\) nor a trace .* begins with/],
    ['', /neither a report/],
    ['{"schema": "pic2pi/report-1", "checks": [', /broken or cut off/],
    ['{"schema": "other"}', /no report of pic2pi/],
    ['{"schema": "pic2pi/report-1", "lab": "02-lapic", "checks": []}',
      /nothing to look at/],
    ['pic2pi-trace 2 x 1 0 finished intact\n', /has version 2/],
    [HEADER, /holds no interrupt event/],
    [HEADER + 'hello\n', /Line 2 of the trace is not an event: .hello/],
    [HEADER + '1 99 accept 0x31 0x0 0x0 0x0\n', /Line 2 of the trace/],
    ['{"schema": "pic2pi/report-1", "lab": "x", "checks": {}}', /damaged/],
    ['{"schema": "pic2pi/report-1", "lab": "x", "checks": [], "error": ' +
      '{"text": "expected ;"}}', /Nothing ran, .*: expected ;\.$/],
    ['{"schema": "pic2pi/report-1", "labs": [null, 3]}', /nothing to look/],
    ['{"schema": "pic2pi/report-1", "lab": "x", "run": {"events": ' +
      '["1 0 eoi - 0x0 0x0 irr=0x999 isr="]}}', /no state that can be/],
    ['{"schema": "pic2pi/report-1", "lab": "x", "run": {"events": ["1 0"]}}',
      /Event 0 of the report is not an event/],
  ];
  for (const [text, message] of wrong) {
    assert.throws(() => p.readFile(text, m), (e) => message.test(e.message) &&
      e.message.endsWith('.') && !e.message.includes('\n'), text);
  }
  assert.match(p.refuseSize(100 * 1048576), /has 100 MB; .* up to 64 MB/);
  assert.equal(p.refuseSize(1000), '');
});

test('a file\'s text never becomes markup', () => {
  const run = first(JSON.stringify({ schema: 'pic2pi/report-1',
    lab: '<img src=x onerror=alert(1)>', score: 0, max_score: 1, checks: [],
    run: { seed: 1, events: ['1 0 <b>x</b> 0x31 0x0 0x0 irr=0x31 isr='] } }));
  const html = p.sentenceHtml(run.sentence(0)) +
    p.lanes([run.column(0)], run.lanes(0, 1), 0);
  assert.ok(!html.includes('<b>x') && html.includes('&lt;b&gt;x'), html);
});

test('several CPUs have lanes of their own, and later boots begin anew', () => {
  const text = HEADER + '1 0 accept 0x31 0x0 0x0 0x0\n' +
    '2 1 accept 0x41 0x0 0x0 0x0\n3 0 deliver 0x31 0x0 0x0 0x0\n' +
    HEADER.replace(' 0 fin', ' 4 fin') + '1 1 accept 0x51 0x0 0x0 0x0\n';
  const run = first(text);
  assert.deepEqual(run.lanes(0, 3).map((l) => l.label),
    ['CPU 0 0x31', 'CPU 0 PPR', 'CPU 1 0x41', 'CPU 1 PPR']);
  assert.deepEqual(run.lanes(0, 3)[0].cells, ['irr', 'irr', 'isr']);
  assert.deepEqual(run.event(3).apic.irr, [0x51]);
  assert.deepEqual(run.lanes(3, 4).map((l) => l.label), ['CPU 1 0x51',
    'CPU 1 PPR']);
});

test('the 8259s of a trace go through the model', () => {
  const run = first(HEADER + [
    '1 0 pic-write - 0x21 0xef 0x0', '2 0 irq-line 0x4 0x0 0x1 0x0',
    '3 0 interrupt 0x24 0x0 0x0 0x0', '4 0 pic-write - 0x20 0x20 0x0', '']
    .join('\n'));
  assert.deepEqual(run.lanes(0, 4), [{ kind: 'bits', label: 'IRQ 4',
    cells: ['', 'irr', 'isr', ''] }]);
  assert.match(p.sentenceText(run.sentence(3)), /no longer in service/);
});

test('IPIs and pins of several CPUs are named', () => {
  const run = first(HEADER + [
    '1 0 apic-write - 0x300 0xc4041 0x0', '2 1 accept 0x41 0x0 0x0 0x0',
    '3 0 ioapic-line 0x0 0x4 0x1 0x0', '4 0 ioapic-write 0x0 0x0 0x18 0x0',
    '5 0 ioapic-write 0x0 0x10 0x8051 0x0', '6 0 ioapic-line 0x0 0x4 0x0 0x0',
    ''].join('\n'));
  assert.equal(run.count, 3); /* the masked pin moved nothing */
  assert.deepEqual([0, 1, 2].map((i) => run.column(i).head + ' ' +
    run.column(i).sub), ['IPI CPU 0 0x41', 'accept CPU 1 0x41',
    'pin CPU 0 4 \u2193']);
  assert.match(run.sentence(0).head, /fixed, vector 0x41, to all others/);
  assert.match(run.sentence(2).head, /^Pin 4 falls/);
});

/* A file is a stranger's: whatever is broken in it, the answer is one sentence
 * or lanes that can be drawn. */
test('600 damaged files: a sentence or lanes, never a crash', (t) => {
  const texts = [report(t, '--events'), TRACE];
  let state = 11, refused = 0;
  const draw = (below) => {
    state = Math.imul(state, 1664525) + 1013904223 >>> 0;
    return Math.floor(state / 0x100000000 * below);
  };
  for (let i = 0; i < 600; i++) {
    let text = texts[i % 2];
    for (let k = draw(4); k >= 0; k--) {
      const at = draw(text.length), cut = draw(12);
      text = text.slice(0, at) + ['', '-', '0xfffff', ' ', '"', '99', '{',
        'null', 'x'][draw(9)] + text.slice(at + cut);
    }
    const mark = m.top;
    try {
      for (const made of p.readFile(text, m)) {
        const run = new p.RecordRun(made);
        const from = draw(run.count), to = Math.min(run.count, from + 9);
        const html = p.lanes([run.column(from)], run.lanes(from, to), 0);
        assert.ok(!/NaN|undefined/.test(html + run.where(from) +
          p.sentenceText(run.sentence(from))), html);
      }
    } catch (e) {
      refused++;
      assert.ok(!(e instanceof assert.AssertionError), e.message);
      assert.match(e.message, /^[A-Z].*\.$/, e.stack);
    }
    m.top = mark;
  }
  assert.ok(refused > 50 && refused < 550, refused + ' refused');
});

/* ---- long files ---- */

function longTrace(events) {
  const lines = [HEADER.trim()];
  for (let i = 0; lines.length <= events; i++) {
    const v = p.hex(0x20 + i % 200);
    lines.push(3 * i + ' 0 accept ' + v + ' 0x0 0x0 0x0',
      3 * i + 1 + ' 0 deliver ' + v + ' 0x0 0x0 0x0',
      3 * i + 2 + ' 0 eoi ' + v + ' 0x0 0x0 0x0');
  }
  return lines.join('\n') + '\n';
}

/* A window asks for its own events only: the rest may even be missing. */
test('100,000 events: a window costs what it shows', () => {
  const run = first(longTrace(100000));
  assert.ok(run.count >= 100000);
  const asked = new Set();
  const events = run.run.events;
  run.run.events = new Proxy(events, { get(target, name) {
    if (/^\d+$/.test(String(name))) asked.add(name);
    return target[name];
  } });
  const lanes = run.lanes(50000, 50012);
  assert.equal(lanes[0].cells.length, 12);
  run.column(50003);
  run.sentence(50003);
  assert.ok(asked.size <= 16, asked.size + ' events were asked for');
});
