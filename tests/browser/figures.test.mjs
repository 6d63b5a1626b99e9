/* tests/browser/figures.test.mjs - the live figures as the build sees them:
 * stories, sentences, static pictures, errors and predictions.  In Node; what
 * a reader does with them is page.test.mjs. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { block, live, models, p, root, STORIES } from './live.mjs';

const m = await models();
const text = (kind, lines, attributes) =>
  live.renderLive(block(kind, lines, attributes), m).text;
const last = (kind, lines, attributes) =>
  text(kind, lines, attributes).split('\n').pop();

test('every kind has a story that plays, with a sentence a step', () => {
  for (const [kind, lines] of Object.entries(STORIES)) {
    const made = live.renderLive(block(kind, lines), m);
    assert.equal(made.text.split('\n').length, lines.length + 1, kind);
    assert.equal((made.html.match(/<tr role="row"/g) || []).length,
      lines.length + 2, kind);
    assert.match(made.html, /class="static"/);
    assert.ok(!/undefined|NaN|null/.test(made.text), made.text);
  }
});

test('a waiting vector says which comparison holds it', () => {
  assert.match(last('lapic', ['send 0x31', 'take', 'send 0x33']),
    /0x33 waits: class 3 is not above PPR class 3\.$/);
  assert.match(last('lapic', ['send 0x52', 'send 0x41']),
    /0x41 waits: 0x52 is requested too and comes first\.$/);
});

test('a core with RFLAGS.IF at 0 is no surprise', () => {
  assert.match(last('lapic', ['send 0x31', 'cli']), /CLI: RFLAGS\.IF is 0/);
  const lines = text('lapic', ['send 0x31', 'take', 'send 0x41', 'eoi', 'sti'])
    .split('\n');
  assert.match(lines[4], /0x41 is above it, but the core does not look: RFLAGS/);
  assert.match(lines[5], /0x41 can interrupt now/);
});

test('what is refused says why', () => {
  const refused = [
    ['lapic', ['take'], /nothing to take: IRR is empty/],
    ['lapic', ['eoi'], /ISR is empty/],
    ['lapic', ['send 5'], /Vectors 0x00 to 0x0f are illegal/],
    ['lapic', ['send 0x31', 'send 0x31'], /two requests become one/],
    ['lapic', ['disable', 'send 0x31'], /disabled by software/],
    ['lapic', ['tpr 0x50', 'send 0x31', 'take'],
      /class 3 is not above PPR class 5\. .*because TPR is 0x50/],
    ['lapic', ['send 0x31', 'cli', 'take'], /does not look: RFLAGS\.IF is 0/],
    ['lapic', ['iret'], /no handler to return from/],
    ['pic', ['raise 2'], /IRQ 2 is no line of a PC/],
    ['pic', ['raise 4', 'raise 4'], /Only a rise is a request/],
    ['pic', ['mask 4', 'raise 4', 'take'], /bit in the mask register is 1/],
    ['pic', ['raise 4', 'take', 'raise 5', 'take'],
      /IRQ 5 waits: IRQ 4 is in service and comes before it/],
    ['pic', ['raise 1', 'lower 1', 'take'], /spurious/],
    ['pic', ['eoi slave'], /ends nothing/],
    ['pic', ['level 1'], /always edge triggered/],
    ['ioapic', ['raise 4', 'raise 4'], /no EOI yet, so nothing is sent/],
    ['ioapic', ['take'], /IRR is empty/],
    ['routing', ['message fixed physical 9 0x41'], /No CPU matches/],
    ['routing', ['ipi 0 self 0x05'], /bit 5 of its ESR/],
    ['routing', ['disable 2', 'message fixed physical 2 0x41'],
      /disabled by software and refuses it/],
    ['routing', ['eoi 1'], /ISR of CPU 1 is empty/],
    ['dma', ['fetch 0x61'], /is no bus master/],
    ['dma', ['master on', 'fetch 0x61', 'master off', 'store 0xfee02000'],
      /is no bus master/],
    ['dma', ['master on', 'fetch 5', 'store 0xfee02000'],
      /CPU 2, and vector 0x05 is refused\. .*bit 6/],
    ['dma', ['master on', 'store 0xfef02000'],
      /FEF02000h is an address like any other.*are FEFh, not FEEh/],
    ['dma', ['master on', 'fetch 0x61', 'store 0xfee02000 8'],
      /has to be four bytes.*8 bytes to FEE02000h/],
    ['dma', ['master on', 'fetch 0x61', 'store 0xfee02002'], /multiple of 4/],
    ['dma', ['master on', 'fetch 0x61', 'store 0xfee09000'],
      /No CPU has the APIC ID 9/],
    ['dma', ['master on', 'fetch 0x61', 'store 0xfee10004'],
      /No CPU is in the set 16/],
    ['dma', ['master on', 'fetch 0x61', 'store 0xfee02010'],
      /Bit 4 of FEE02010h is 1/],
    ['dma', ['eoi 2'], /ISR of CPU 2 is empty/],
  ];
  for (const [kind, lines, sentence] of refused) {
    assert.match(last(kind, lines), sentence, lines.join('; '));
    const html = live.renderLive(block(kind, lines), m).html;
    assert.match(html.slice(html.lastIndexOf('<tr')), /class="refused"/,
      lines.join('; '));
  }
});

test('a level that nobody quiets is sent again', () => {
  assert.match(last('ioapic', ['raise 4', 'take', 'eoi']),
    /still high: 0x31 is sent again at once/);
  assert.match(last('ioapic', ['raise 4', 'take', 'lower 4', 'eoi']),
    /clears Remote IRR\. The pin is looked at again: it is low/);
  assert.match(last('ioapic', ['raise 4', 'take', 'eoi'],
    { trigger: 'edge' }), /came as an edge/);
  assert.match(last('ioapic', ['mask 4', 'raise 4', 'unmask 4'],
    { trigger: 'edge' }), /its edge came while it was masked: it is lost/);
});

test('a slave\'s interrupt needs two EOIs, and the figure says so', () => {
  assert.match(last('pic', ['raise 11', 'take', 'eoi']),
    /The slave still has IRQ 11 in service: it needs an EOI of its own/);
  assert.match(last('pic', ['raise 11', 'take', 'eoi slave']),
    /The master still has line 2 in service/);
});

test('a lowest-priority message goes to the lowest TPR', () => {
  assert.match(last('routing', ['tpr 1 0x40',
    'message lowest logical 0x06 0x61']), /goes to CPU 2\..*lowest TPR, 0x00/);
  assert.match(last('routing', ['tpr 2 0x40',
    'message lowest logical 0x06 0x61']), /goes to CPU 1\./);
});

test('four bytes at FEExxxxxh are an interrupt, whoever copies them', () => {
  const to = (data, address) => last('dma', ['master on', 'fetch ' + data,
    'store ' + address]);
  assert.match(to('0x61', '0xfee02000'),
    /vector 0x61, at CPU 2\. The requester ID, 00:12\.0, has come as far as/);
  assert.match(to('0x61', '0xfee06004'), /at CPU 1 and CPU 2\./);
  assert.match(to('0x400', '0xfee03000'), /interrupt: NMI, at CPU 3\./);
  assert.match(last('dma', ['master on', 'fetch 0x61', 'store 0xfee02000',
    'store 0xfee02000']), /Its IRR bit was 1 already/);
});

test('a remark of the author stands behind the sentence', () => {
  assert.match(last('lapic', ['send 0x31 -- the disk is ready']),
    /the disk is ready$/);
});

test('an error names the line of the chapter and what would be right', () => {
  const wrong = [
    [['send 0x31', 'sendd 0x31'], 11, /unknown verb 'sendd'; lapic knows send/],
    [['send'], 10, /missing vector, a number from 0x00 to 0xff/],
    [['send 0x31', '', '# note', 'send 300'], 13, /'300' is not a vector/],
    [['take 1'], 10, /'take' takes 0 words, not 1/],
  ];
  for (const [lines, line, message] of wrong)
    assert.throws(() => live.renderLive(block('lapic', lines), m), (e) =>
      e.line === line && e.file === 'c.adoc' && message.test(e.message));
  assert.throws(() => live.renderLive(block('ioapic',
    ['entry 4 0x31 sideways']), m), /'sideways' is not edge or level/);
  assert.throws(() => live.renderLive(block('lapic', [' ']), m),
    /a live figure opens with its story/);
  assert.throws(() => live.renderLive(block('apic', ['take']), m),
    /unknown figure 'apic'; there are/);
});

test('predictions are held against every kind', () => {
  const ask = (figure, run, expect) => live.checkPredict({ ...block('predict',
    []), attributes: { figure, run, expect } }, m);
  ask('lapic', 'send 0x31; take', 'ppr=48, pending=-1, isr=0x31');
  ask('pic', 'raise 4; take', 'isr=0x10, vector=0x24');
  ask('ioapic', 'raise 4; take; lower 4; eoi', 'remote=0, messages=1');
  ask('routing', 'message fixed logical 0x06 0x51', 'takers=1+2');
  ask('dma', 'master on; fetch 0x61; store 0xfee02000',
    'takers=2, pending2=0x61, buffer=0x61, memory=none');
  assert.throws(() => ask('lapic', 'send 0x31', 'pending=0x32'),
    /the book says pending=0x32, the model pending=49/);
  assert.throws(() => ask('lapic', 'send 0x31', 'colour=red'),
    /nothing is called 'colour'/);
  assert.throws(() => ask('lapic', 'send 0x31', 'ppr='), /the book says ppr=/);
  assert.throws(() => ask('lapic', '', 'ppr=0'), /give both/);
});

test('a trace without a story is a place to open a file', () => {
  const made = live.renderLive(block('trace', []), m);
  assert.match(made.html, /opens the report of your own run/);
  assert.match(live.renderLive(block('trace', ['take']), m).html, /<table/);
  assert.match(live.renderLive(block('trace', ['raise 4'],
    { figure: 'pic' }), m).html, /IRQ 4/);
});

test('text of an author cannot end the script that holds it', () => {
  const made = live.renderLive({ ...block('lapic', ['take']),
    title: '</script><img>' }, m);
  assert.equal(made.html.match(/<\/script>/g).length, 1);
});

test('many figures share the memory of one page', () => {
  const before = m.top;
  for (let i = 0; i < 200; i++) live.renderLive(block('lapic', ['take']), m);
  assert.equal(m.top, before);
  const some = [];
  assert.throws(() => { for (;;) some.push(m.piece(m.x.apic_size())); },
    /too many figures/);
  assert.ok(some.length >= 40, some.length + ' figures fit');
  m.top = before;
});

test('lanes tell requested, in service and both apart', () => {
  const kind = p.kinds.lapic;
  const play = m.borrow((models) => {
    const made = new p.Play(kind, models, kind.options({}, []));
    for (const line of ['send 0x41', 'take', 'send 0x41', 'eoi', 'take', 'eoi'])
      made.act(p.parseStep(kind, line, made.options));
    return made;
  });
  const lanes = p.lanesOf(kind, play.history, play.options);
  assert.deepEqual(lanes[0].cells, ['', 'irr', 'isr', 'both', 'irr', 'isr', '']);
  assert.deepEqual(lanes[1].cells, [0, 0, 4, 4, 0, 4, 0]);
});

test('each script names itself, is short, and is no module', () => {
  for (const folder of ['book/figures', 'book/viewer'])
    for (const name of readdirSync(join(root, folder))) {
      if (!/\.(js|css)$/.test(name)) continue;
      const code = readFileSync(join(root, folder, name), 'utf8');
      assert.ok(code.startsWith('/* ' + folder + '/' + name + ' - '), name);
      assert.ok(code.split('\n').length <= 300, name + ' is too long');
      assert.ok(!/^\s*(import|export) /m.test(code), name);
      assert.ok(!/fetch\(|Math\.random|Date\.now/.test(code), name);
    }
});
