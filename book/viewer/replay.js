/* book/viewer/replay.js - a trace's lines, with the state after each event.
 *
 * A trace says which bits moved: `accept` sets a bit of IRR, `deliver` moves
 * it to ISR, `eoi` clears it; TPR is written in the open and PPR follows.  So
 * no judge is needed for the local APICs.  The 8259s say less, and their lines
 * and port writes go through the C model, where it is there.  It decides
 * nothing: verdicts are the grader's. */
(function (p) {
  'use strict';

  const MARK_STEP_BEGIN = 3, MARK_STEP_END = 4;
  const TPR = 0x80, SVR = 0xf0, ICR = 0x300, X2APIC_TPR = 0x808,
    X2APIC_ICR = 0x830, SELF_IPI = 0x83f, EXTERNAL = 0;

  /* What a reader should look at first, where no report says it. */
  const ODD = {
    'eoi-idle': 'An EOI with an empty ISR',
    'eoi-ignored': 'An EOI that changed nothing',
    illegal: 'A vector below 0x10',
    'gate-refused': 'The IDT refused a vector',
    'hlt-dead': 'HLT with interrupts off',
    'triple-fault': 'A triple fault',
    panic: 'The kernel gave up',
  };

  const SHOWN = new Set(['accept', 'coalesce', 'illegal', 'timer-masked',
    'deliver', 'eoi', 'eoi-idle', 'eoi-ignored', 'exception', 'nmi', 'init',
    'sipi', 'iret', 'gate-refused', 'hlt-dead', 'triple-fault', 'reset',
    'shutdown', 'panic', 'cpu-reset']);

  const NOTE = 'A trace says what happened, not what was wrong. The report ' +
    'of `pic2pi grade --events --json F` says both.';

  /* Lines of a section that are no events. */
  const HEADERS = new Set(['on', 'said', 'cpus']);

  const without = (list, vector) => list.filter((v) => v !== vector);
  const having = (list, vector) => list.includes(vector) ? list
    : [...list, vector].sort((a, b) => a - b);
  const top = (list) => list.length ? list[list.length - 1] : 0;

  function withPpr(apic) {
    const served = top(apic.isr);
    apic.ppr = apic.tpr >> 4 >= served >> 4 ? apic.tpr : served & 0xf0;
    return apic;
  }

  /* The local APIC after `e`; the same object where nothing changed. */
  function apicAfter(apic, e) {
    switch (e.kind) {
    case 'accept': return withPpr({ ...apic, irr: having(apic.irr, e.vector) });
    case 'deliver': return withPpr({ ...apic,
      irr: without(apic.irr, e.vector), isr: having(apic.isr, e.vector) });
    case 'eoi': return withPpr({ ...apic, isr: without(apic.isr, e.vector) });
    case 'apic-write': return e.reg === TPR
      ? withPpr({ ...apic, tpr: e.value & 0xff }) : apic;
    case 'msr-write': return e.reg === X2APIC_TPR
      ? withPpr({ ...apic, tpr: e.value & 0xff }) : apic;
    case 'init': case 'cpu-reset': return p.noState;
    default: return apic;
    }
  }

  const IOREGSEL = 0x00, IOWIN = 0x10, IOREDTBL = 0x10, MASKED = 1 << 16;

  /* Which pins of the I/O APICs are open: a masked one moves nothing. */
  class Pins {
    constructor() {
      this.open = new Set();
      this.regsel = [];
    }

    after(e) {
      if (e.kind === 'ioapic-rte') this.entry(e.vector, e.reg, e.value);
      if (e.kind !== 'ioapic-write') return;
      const index = this.regsel[e.vector] - IOREDTBL;
      if (e.reg === IOREGSEL) this.regsel[e.vector] = e.value & 0xff;
      else if (e.reg === IOWIN && index >= 0 && index % 2 === 0)
        this.entry(e.vector, index / 2, e.value);
    }

    entry(unit, pin, low) {
      const name = unit + ':' + pin;
      if (low & MASKED) this.open.delete(name);
      else this.open.add(name);
    }

    isOpen(e) { return this.open.has(e.vector + ':' + e.reg); }
  }

  /* The pair of 8259As, from lines, port writes and INTA. */
  class Pair {
    constructor(models) {
      this.x = models && models.x;
      if (!this.x) return;
      this.piece = models.piece(this.x.pic_size());
      this.x.pic_reset(this.piece.at, 0x20);
      this.x.pic_write(this.piece.at, 0x21, 0xff);
      this.x.pic_write(this.piece.at, 0xa1, 0xff);
      this.state = this.read();
    }

    read() {
      const at = this.piece.at;
      return { irr: this.x.pic_irr(at), isr: this.x.pic_isr(at),
        imr: this.x.pic_imr(at) };
    }

    after(e, delivered) {
      if (!this.x) return null;
      const at = this.piece.at;
      if (e.kind === 'irq-line') this.x.pic_line(at, e.vector, e.value);
      else if (e.kind === 'pic-write') this.x.pic_write(at, e.reg, e.value);
      else if (e.kind === 'interrupt' && e.reg === EXTERNAL && !delivered &&
               this.x.pic_vector_irq(at, e.vector) >= 0)
        this.x.pic_take(at);
      else return this.state;
      const now = this.read();
      if (now.irr !== this.state.irr || now.isr !== this.state.isr ||
          now.imr !== this.state.imr)
        this.state = now;
      return this.state;
    }
  }

  class Replay {
    constructor(header, models, many) {
      this.models = models;
      this.many = many;
      this.run = { seed: header[3], lab: header[2], events: [], wrong: [],
        steps: [], boots: [], note: NOTE, first: Number(header[4]) };
      this.run.title = header[2] + ', seed ' + header[3];
      this.boot();
    }

    /* A machine is switched on: a second boot of a run begins anew. */
    boot() {
      this.run.boots.push(this.run.events.length);
      this.apic = [];
      this.pair = new Pair(this.models);
      this.pic = this.pair.state || null;
      this.pins = new Pins();
      this.delivered = [];
      this.between = false;
    }

    add(e) {
      const before = this.apic[e.cpu] || p.noState;
      const now = apicAfter(before, e);
      const pic = this.pair.after(e, this.delivered[e.cpu] === e.vector);
      const moved = pic !== this.pic;
      this.pins.after(e);
      if (e.kind === 'mark') this.mark(e);
      if (this.isShown(e, moved)) {
        e.apic = now;
        e.pic = pic;
        if (ODD[e.kind])
          this.run.wrong.push({ event: this.run.events.length, check: '',
            title: ODD[e.kind] + ' at tick ' + e.tick, reason: '', odd: true });
        this.run.events.push(e);
      }
      this.apic[e.cpu] = now;
      this.pic = pic;
      if (e.kind === 'deliver') this.delivered[e.cpu] = e.vector;
      else if (e.kind === 'interrupt') this.delivered[e.cpu] = null;
    }

    /* What the kernel does between the steps is not shown. */
    mark(e) {
      const events = this.run.events;
      if (e.reg === MARK_STEP_BEGIN) {
        if (!this.run.steps.length) {
          events.length = this.run.wrong.length = 0;
          this.run.boots = [0];
        }
        this.run.steps.push({ step: e.value >>> 16 & 0xff, name: '',
          first: events.length });
        this.between = false;
      } else if (e.reg === MARK_STEP_END) {
        this.between = true;
      }
    }

    isShown(e, moved) {
      if (this.between) return false;
      switch (e.kind) {
      case 'apic-write': return e.reg === TPR || e.reg === SVR ||
        this.many && e.reg === ICR;
      case 'msr-write': return e.reg === X2APIC_TPR ||
        this.many && (e.reg === X2APIC_ICR || e.reg === SELF_IPI);
      case 'ioapic-line': return this.pins.isOpen(e);
      case 'irq-line': case 'pic-write': return moved;
      case 'interrupt': return this.delivered[e.cpu] !== e.vector;
      default: return SHOWN.has(e.kind);
      }
    }
  }

  /* A second boot of the same run, entered at a later step? */
  const goesOn = (run, header) => run && run.seed === header[3] &&
    run.lab === header[2] && Number(header[4]) > run.first;

  p.replayTrace = function (text, models) {
    const many = /\n\d+ [1-9]\d? /.test(text); /* another CPU than 0 acts */
    const runs = [];
    let replay = null, at = 0, line = 0;
    while (at < text.length) {
      let end = text.indexOf('\n', at);
      if (end < 0) end = text.length;
      const words = text.slice(at, end).split(' ');
      at = end + 1;
      line++;
      if (words[0] === 'pic2pi-trace') {
        if (words[1] !== '1')
          throw new Error('This trace has version ' + words[1] +
            '; the viewer reads version 1.');
        if (replay && goesOn(replay.run, words)) replay.boot();
        else runs.push((replay = new Replay(words, models, many)).run);
        replay.run.first = Number(words[4]);
      } else if (!words[0] || HEADERS.has(words[0])) {
        continue;
      } else if (!replay) {
        throw new Error('Line ' + line + ' comes before any header.');
      } else {
        replay.add(p.readEvent(words, 'Line ' + line + ' of the trace'));
      }
    }
    const good = runs.filter((r) => r.events.length);
    if (!good.length)
      throw new Error('This trace holds no interrupt event at all.');
    return good;
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
