/* book/viewer/record.js - a run as columns and lanes, and each of its events
 * in a sentence.
 *
 * What the viewer shows of events that were read from a file: it asks for a
 * window, never for the whole run, so that 100,000 events cost no more than
 * ten.  A story of the book has the same face (StoryRun), so that one viewer
 * shows both.  No page here. */
(function (p) {
  'use strict';

  const LANES = 10; /* of one CPU in one window */

  const HEAD = { 'apic-write': 'write', 'msr-write': 'write',
    'pic-write': 'write', 'irq-line': 'line', interrupt: 'INTA',
    coalesce: 'merge', 'timer-masked': 'timer', 'gate-refused': 'refused',
    'triple-fault': 'triple', 'ioapic-line': 'pin', 'eoi-idle': 'eoi',
    'eoi-ignored': 'eoi' };

  const REGISTER = { 0x80: 'TPR', 0xf0: 'SVR', 0x300: 'ICR', 0x310: 'ICR high',
    0x808: 'TPR', 0x80f: 'SVR', 0x830: 'ICR', 0x83f: 'SELF IPI' };
  const isSend = (e) => /write/.test(e.kind) &&
    /^(ICR|SELF IPI)$/.test(REGISTER[e.reg] || '');
  const pinOf = (e) => e.reg + (e.vector ? ' of the second I/O APIC' : '');
  const irqs = (set) => Array.from({ length: 16 }, (_, i) => i)
    .filter((i) => set >> i & 1);

  /* Line 2 is the slave and no IRQ. */
  const called = (irq) => irq === 2 ? 'Line 2' : 'IRQ ' + irq;

  function subOf(e) {
    if (isSend(e)) return p.hex(e.value & 0xff);
    if (e.kind === 'ioapic-line') return e.reg + (e.value ? ' \u2191'
      : ' \u2193');
    if (e.kind === 'irq-line') return 'IRQ ' + e.vector + (e.value ? ' \u2191'
      : ' \u2193');
    if (e.kind === 'pic-write') return p.hex(e.reg);
    if (REGISTER[e.reg] && /write/.test(e.kind)) return REGISTER[e.reg];
    return e.vector === null ? '' : p.hex(e.vector);
  }

  /* The state with what words.js asks for. */
  function cpuOf(apic) {
    const top = (list) => list.length ? list[list.length - 1] : 0;
    return { ...apic, irrv: top(apic.irr), isrv: top(apic.isr) };
  }

  class RecordRun {
    constructor(run) {
      this.run = run;
      this.count = run.events.length;
      this.unit = 'Event';
      this.title = run.title;
      this.note = run.note;
      this.wrong = run.wrong;
      this.wrongAt = new Set(run.wrong.map((w) => w.event));
      this.byCpu = [];
      run.events.forEach((e, i) =>
        (this.byCpu[e.cpu] = this.byCpu[e.cpu] || []).push(i));
      this.cpus = this.byCpu.map((_, cpu) => cpu).filter((c) => this.byCpu[c]);
    }

    event(i) { return this.run.events[i]; }

    /* The last event of `cpu` up to `i`, or -1. */
    lastOf(cpu, i) {
      const list = this.byCpu[cpu];
      let low = 0, high = list.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (list[middle] <= i) low = middle + 1;
        else high = middle;
      }
      return low ? list[low - 1] : -1;
    }

    /* The first event of the boot that `i` belongs to. */
    bootOf(i) {
      return this.run.boots.reduce((at, b) => b <= i ? b : at, 0);
    }

    apic(cpu, i) {
      const last = this.lastOf(cpu, i);
      return last < this.bootOf(i) ? p.noState : this.event(last).apic;
    }

    column(i) {
      const e = this.event(i);
      const many = this.cpus.length > 1 ? 'CPU ' + e.cpu + ' ' : '';
      return { head: isSend(e) ? 'IPI' : HEAD[e.kind] || e.kind,
        sub: many + subOf(e),
        wrong: this.wrongAt.has(i) };
    }

    lanes(from, to) {
      const lanes = this.cpus.flatMap((cpu) => this.cpuLanes(cpu, from, to));
      return lanes.concat(this.picLanes(from, to));
    }

    cpuLanes(cpu, from, to) {
      const states = [];
      for (let i = from; i < to; i++) states.push(this.apic(cpu, i));
      const name = this.cpus.length > 1 ? 'CPU ' + cpu + ' ' : '';
      const seen = [...new Set(states.flatMap((s) => [...s.irr, ...s.isr]))]
        .sort((a, b) => b - a);
      const lanes = seen.slice(0, LANES).map((v) => ({ kind: 'bits',
        label: name + p.hex(v), cells: states.map((s) =>
          p.bitOf(s.irr.includes(v), s.isr.includes(v))) }));
      if (seen.length > LANES)
        lanes.push({ kind: 'text', label: 'and ' + (seen.length - LANES) +
          ' more', cells: states.map(() => '') });
      if (seen.length || states.some((s) => s.ppr))
        lanes.push({ kind: 'class', label: name + 'PPR',
          cells: states.map((s) => s.ppr >> 4) });
      return lanes;
    }

    picLanes(from, to) {
      const states = [];
      for (let i = from; i < to; i++)
        states.push(this.event(i).pic || { irr: 0, isr: 0, imr: 0xffff });
      const seen = states.reduce((set, s) => set | s.isr | s.irr & ~s.imr, 0);
      return irqs(seen).map((irq) => ({ kind: 'bits', label: called(irq),
        cells: states.map((s) => p.bitOf((s.irr & ~s.imr) >> irq & 1,
          s.isr >> irq & 1)) }));
    }

    stepOf(i) {
      const steps = this.run.steps.filter((s) => s.first <= i);
      return steps.length ? steps[steps.length - 1] : null;
    }

    /* Where and when, then what. */
    where(i) {
      const e = this.event(i), step = this.stepOf(i);
      return 'tick ' + e.tick + ', CPU ' + e.cpu + (step ? ', step ' +
        step.step + (step.name ? ' (' + step.name + ')' : '') : '');
    }

    sentence(i) {
      const e = this.event(i);
      const before = cpuOf(i ? this.apic(e.cpu, i - 1) : p.noState);
      const now = cpuOf(e.apic);
      const say = EXPLAIN[e.kind];
      return say ? say(e, before, now, this.picBefore(i))
        : p.say(e.kind + (e.vector === null ? '' : ' ' + p.hex(e.vector)) +
          '.');
    }

    picBefore(i) { return i ? this.event(i - 1).pic : null; }
  }

  const left = (now) => now.isr.length ? 'Still in service: ' +
    p.list(now.isr) + '.' : 'Nothing is in service now.';

  /* A sentence for each kind of event: what happened and why. */
  const EXPLAIN = {
    moment: (e, before, now) => p.say('Here a check failed.', 'Requested: ' +
      p.list(now.irr) + '. In service: ' + p.list(now.isr) + '. PPR ' +
      p.hex(now.ppr) + '.'),
    accept: (e, before, now) => p.say(p.hex(e.vector) + ' is requested.',
      p.whyWaits(now, e.vector)),
    coalesce: (e) => p.say(p.hex(e.vector) + ' was requested already.',
      'IRR has one bit for each vector: two requests become one interrupt.'),
    illegal: (e) => p.refuse('Vector ' + p.hex(e.vector) + ' is refused.',
      'Vectors below 0x10 are illegal as interrupts.'),
    deliver: (e, before, now) => p.say('The core takes ' + p.hex(e.vector) +
      '.', p.join('Its bit moves from IRR to ISR.', p.lineMoved(before, now))),
    eoi: (e, before, now) => p.say('EOI ends ' + p.hex(e.vector) + '.',
      p.join(p.lineMoved(before, now), left(now), p.whatNext(now))),
    'eoi-idle': () => p.refuse('EOI with an empty ISR.', 'It ends nothing; ' +
      'one EOI too many was written, or too early.'),
    'eoi-ignored': () => p.refuse('This EOI changed nothing.'),
    iret: (e, before, now) => p.say('IRET: a handler returns.',
      now.isr.length ? 'In service: ' + p.list(now.isr) + '.' : ''),
    'apic-write': (e, before, now) => registerWritten(e, before, now),
    'msr-write': (e, before, now) => registerWritten(e, before, now),
    interrupt: (e) => p.say('The core enters vector ' + p.hex(e.vector) + '.',
      e.reg === 0 ? 'No local APIC delivered it: it is the 8259s\', or a ' +
        'spurious one, and no bit of ISR belongs to it.' : ''),
    exception: (e) => p.say('Exception ' + e.vector + '.',
      e.value ? 'Its error code is ' + p.hex(e.value) + '.' : ''),
    'timer-masked': () => p.say('The timer ran out while its LVT entry was ' +
      'masked.', 'No interrupt comes of it.'),
    nmi: () => p.say('An NMI reaches the core.', 'It passes IRR and ISR by.'),
    init: () => p.say('INIT: the core waits for SIPI.'),
    sipi: (e) => p.say('SIPI: the core starts at page ' + p.hex(e.vector) +
      '.'),
    'irq-line': (e, _b, _n, pic) => p.say('The line of IRQ ' + e.vector +
      (e.value ? ' rises.' : ' falls.'), picMoved(pic, e.pic)),
    'pic-write': (e, _b, _n, pic) => p.say('Software writes ' +
      p.hex(e.value) + ' to port ' + p.hex(e.reg) + '.', picMoved(pic, e.pic)),
    'ioapic-line': (e) => p.say('Pin ' + pinOf(e) + (e.value ? ' rises.'
      : ' falls.')),
    'hlt-dead': () => p.refuse('HLT with interrupts off.',
      'Nothing can wake this CPU again.'),
    'triple-fault': () => p.refuse('A triple fault: the CPU gives up.'),
    panic: () => p.refuse('The kernel gave up.'),
    reset: () => p.refuse('The machine was reset.'),
    shutdown: () => p.say('The guest asked for power-off.'),
    'cpu-reset': (e) => p.say('CPU ' + e.cpu + ' is reset.'),
  };

  const MODE = ['fixed', 'lowest priority', 'SMI', 'mode 3', 'NMI', 'INIT',
    'SIPI', 'ExtINT'];
  const WHOM = ['to its destination', 'to itself', 'to all', 'to all others'];

  function ipiSent(e) {
    if (REGISTER[e.reg] === 'SELF IPI')
      return p.say('CPU ' + e.cpu + ' sends ' + p.hex(e.value & 0xff) +
        ' to itself.');
    const mode = MODE[e.value >>> 8 & 7];
    return p.say('CPU ' + e.cpu + ' writes ICR: ' + mode + ', vector ' +
      p.hex(e.value & 0xff) + ', ' + WHOM[e.value >>> 18 & 3] + '.',
    'Who accepts it follows.');
  }

  function registerWritten(e, before, now) {
    if (isSend(e)) return ipiSent(e);
    const name = REGISTER[e.reg] || p.hex(e.reg);
    return p.say('Software writes ' + name + ': ' + p.hex(e.value) + '.',
      name === 'TPR' ? p.join(p.lineMoved(before, now), p.whatNext(now)) : '');
  }

  function picMoved(before, now) {
    if (!before || !now) return '';
    const parts = [['irr', 'requested'], ['isr', 'in service'],
      ['imr', 'masked']].flatMap(([field, word]) => {
      const on = irqs(now[field] & ~before[field]);
      const off = irqs(before[field] & ~now[field]);
      return [on.length ? on.map(called).join(', ') + ': ' + word + '.' : '',
        off.length ? off.map(called).join(', ') + ': no longer ' + word + '.'
          : ''];
    });
    return p.join(...parts);
  }

  /* A story of the book, with the same face. */
  class StoryRun {
    constructor(kind, history, options) {
      Object.assign(this, { kind, history, options, title: 'story', note: '',
        wrong: [], count: history.length, unit: 'Step' });
    }

    column(i) {
      const step = this.history[i].step;
      return { head: step ? step.verb : 'start',
        sub: step ? step.text.split(' ').slice(1).join(' ') : '' };
    }

    lanes(from, to) {
      const all = p.lanesOf(this.kind, this.history, this.options);
      return all.map((l) => ({ ...l, cells: l.cells.slice(from, to) }));
    }

    where(i) { return i ? this.history[i].step.text : 'start'; }

    sentence(i) { return this.history[i].sentence; }
  }

  p.RecordRun = RecordRun;
  p.StoryRun = StoryRun;
})(globalThis.pic2pi = globalThis.pic2pi || {});
