/* book/figures/lapic.js - the [lapic] figure: one local APIC and its core.
 *
 * A grid with a row for each priority class; PPR is a water line, and what is
 * under it has to wait.  The rules are the model's (model/src/lapic*.c): here
 * are the verbs of a story, the sentences, and the picture.  With `sti`, `cli`
 * or `iret` in its story the core has RFLAGS.IF and interrupt gates; without,
 * it takes interrupts at any time, for a first look. */
(function (p) {
  'use strict';

  const CPU = 0;

  const act = {
    send(piece, [vector], before) {
      const answer = p.ACCEPTANCE[
        piece.x.apic_accept(piece.at, CPU, vector)];
      const cpu = p.readCpu(piece, CPU);
      if (answer === 'illegal')
        return p.refuse('Vector ' + p.hex(vector) + ' is refused.',
          'Vectors 0x00 to 0x0f are illegal for interrupts: IRR stays as it ' +
          'was, and bit 6 of ESR records the error.');
      if (answer === 'refused')
        return p.refuse(p.hex(vector) + ' is lost.',
          'The local APIC is disabled by software, SVR bit 8: it accepts ' +
          'nothing.');
      if (answer === 'coalesced')
        return p.refuse(p.hex(vector) + ' was requested already.',
          'IRR has one bit for each vector and cannot count: two requests ' +
          'become one interrupt.');
      return p.say(p.hex(vector) + ' is requested: its bit in IRR is set.',
        p.join(p.whyWaits(cpu, vector),
          cpu.isr.includes(vector) && before.isr.includes(vector)
            ? 'Its first run is still in service; IRR holds one more.' : ''));
    },

    take(piece, _args, before, options) {
      const vector = piece.x.apic_take(piece.at, CPU);
      const cpu = p.readCpu(piece, CPU);
      if (vector === p.IF_0)
        return p.refuse('The core does not look: RFLAGS.IF is 0.',
          before.intr ? 'The local APIC asks for ' + p.hex(before.irrv) +
            ', but the core takes nothing until STI or IRET sets IF.' : '');
      if (vector === p.NOTHING) return nothingToTake(cpu);
      if (vector === p.FULL)
        return p.refuse('The picture has no room for more handlers.');
      return p.say('The core takes ' + p.hex(vector) + '.',
        p.join('Its bit moves from IRR to ISR: it is in service.',
          p.lineMoved(before, cpu),
          options.flag ? 'The interrupt gate clears RFLAGS.IF.' : ''));
    },

    eoi(piece, _args, before, options) {
      const vector = piece.x.apic_end(piece.at, CPU);
      const cpu = p.readCpu(piece, CPU);
      if (vector === p.NOTHING)
        return p.refuse('This EOI ends nothing.',
          'ISR is empty: no interrupt is in service.');
      const early = options.flag && before.handlers.length
        ? 'The handler of ' + p.hex(before.handlers[
          before.handlers.length - 1]) + ' still runs.' : '';
      return p.say('EOI ends ' + p.hex(vector) +
          (before.isr.length > 1 ? ', the highest vector in service.' : '.'),
        p.join(p.lineMoved(before, cpu), p.whatNext(cpu), early));
    },

    tpr(piece, [value], before) {
      piece.x.apic_write(piece.at, CPU, p.LAPIC.TPR, value);
      const cpu = p.readCpu(piece, CPU);
      const held = cpu.ppr === before.ppr && value !== cpu.ppr
        ? p.hex(before.isrv) + ' is in service and its class is higher.' : '';
      return p.say('Software writes TPR: ' + p.hex(cpu.tpr) + '.',
        p.join(p.lineMoved(before, cpu), held, p.whatNext(cpu)));
    },

    iret(piece) {
      const vector = piece.x.apic_iret(piece.at, CPU);
      const cpu = p.readCpu(piece, CPU);
      if (vector === p.NOTHING)
        return p.refuse('There is no handler to return from.');
      return p.say('The handler of ' + p.hex(vector) + ' returns.',
        p.join('IRET restores RFLAGS.IF: ' + cpu.flag + '.',
          cpu.isr.includes(vector) ? p.hex(vector) + ' is still in service: ' +
            'nobody wrote EOI for it, and the red line stays.' : ''));
    },

    sti: (piece) => flag(piece, 1),
    cli: (piece) => flag(piece, 0),

    enable(piece) {
      piece.x.apic_write(piece.at, CPU, p.LAPIC.SVR, 0x1ff);
      return p.say('Software enables the local APIC: SVR bit 8 is 1.',
        p.whatNext(p.readCpu(piece, CPU)));
    },

    disable(piece, _args, before) {
      piece.x.apic_write(piece.at, CPU, p.LAPIC.SVR, 0x0ff);
      return p.say('Software disables the local APIC: SVR bit 8 is 0.',
        before.irr.length ? 'What is in IRR is kept, and asks again when ' +
          'the APIC is enabled.' : '');
    },
  };

  function flag(piece, on) {
    piece.x.apic_flag(piece.at, CPU, on);
    const cpu = p.readCpu(piece, CPU);
    return p.say(on ? 'STI: RFLAGS.IF is 1.' : 'CLI: RFLAGS.IF is 0.',
      on ? p.whatNext(cpu)
        : 'Requests are still accepted into IRR; the core does not look.');
  }

  function nothingToTake(cpu) {
    if (!cpu.irr.length)
      return p.refuse('There is nothing to take: IRR is empty.');
    if (!cpu.enabled)
      return p.refuse('The local APIC is disabled and asks for nothing.');
    return p.refuse(p.whyWaits(cpu, cpu.irrv), p.whyLine(cpu));
  }

  /* ---- the picture ---- */

  function cellClass(state, vector) {
    const irr = state.irr.includes(vector);
    const isr = state.isr.includes(vector);
    return (irr ? ' irr' : '') + (isr ? ' isr' : '') +
      (vector < 16 ? ' never' : '');
  }

  function row(state, before, c) {
    const cells = [];
    for (let i = 0; i < 16; i++) {
      const vector = 16 * c + i;
      const kind = cellClass(state, vector);
      const changed = kind !== cellClass(before, vector) ? ' changed' : '';
      const shown = /irr|isr/.test(kind)
        ? vector.toString(16).padStart(2, '0') : '';
      cells.push('<i class="cell' + kind + changed + '" data-send="' +
        p.hex(vector) + '">' + shown + '</i>');
    }
    return '<div class="row' + (c <= p.classOf(state.ppr) ? ' under' : '') +
      '"><b>' + c.toString(16) + '</b>' + cells.join('') + '</div>';
  }

  function grid(state, before) {
    const rows = [];
    const line = p.classOf(state.ppr);
    for (let c = 15; c >= 0; c--) {
      if (c === line)
        rows.push('<div class="waterline' +
          (state.ppr !== before.ppr ? ' changed' : '') + '"><span>PPR ' +
          p.hex(state.ppr) + (line === 0 ? ': every class may interrupt'
          : ': class ' + line.toString(16) + ' and below wait') +
          '</span></div>');
      rows.push(row(state, before, c));
    }
    return '<div class="apic-grid" role="img" aria-label="' + inWords(state) +
      '"><div class="row head"><b></b>' +
      Array.from({ length: 16 }, (_, i) => '<i>' + i.toString(16) + '</i>')
        .join('') + '</div>' + rows.join('') +
      p.legend('threshold (PPR)') + '</div>';
  }

  p.legend = (line) => '<p class="legend"><i class="cell irr"></i> ' +
    'requested (IRR) <i class="cell isr"></i> in service (ISR)' +
    (line ? ' <i class="line"></i> ' + line : '') + '</p>';

  const inWords = (state) => 'Requested: ' + p.list(state.irr) +
    '. In service: ' + p.list(state.isr) + '. PPR ' + p.hex(state.ppr) +
    ': ' + p.whoPasses(state.ppr) + '.';

  function side(state, before, options) {
    const shown = [
      ['TPR', p.hex(state.tpr), p.hex(before.tpr)],
      ['PPR', p.hex(state.ppr), p.hex(before.ppr)],
      ['asks the core for', deliverable(state), deliverable(before)],
    ];
    if (options.flag) shown.push(['RFLAGS.IF', state.flag, before.flag]);
    if (!state.enabled || !before.enabled)
      shown.push(['SVR enable', +state.enabled, +before.enabled]);
    return p.registers(shown) + p.handlers(state.handlers);
  }

  const deliverable = (s) => s.intr ? p.hex(s.irrv) : 'nothing';

  /* Rows of name and value; what changed is marked. */
  p.registers = (rows) => '<dl class="registers">' + rows.map(
    ([name, now, before]) => '<div' +
      (String(now) !== String(before) ? ' class="changed"' : '') + '><dt>' +
      p.escape(name) + '</dt><dd>' + p.escape(now) + '</dd></div>').join('') +
    '</dl>';

  /* The handlers that run, innermost on top. */
  p.handlers = (vectors) => '<ol class="handlers" aria-label="what runs">' +
    [...vectors].reverse().map((v, i) => '<li' +
      (i ? '' : ' class="innermost"') + '>handler of ' + p.hex(v) + '</li>')
    .join('') +
    '<li' + (vectors.length ? '' : ' class="innermost"') +
    '>program</li></ol>';

  /* Lanes of one CPU's vectors and its PPR, for strip and timeline. */
  p.cpuLanes = function (cpu, name, order) {
    const lanes = [...new Set([...cpu.irr, ...cpu.isr])].map((v) => ({
      key: name + 'v' + v, label: name + p.hex(v), kind: 'bits',
      order: order + v,
      value: p.bitOf(cpu.irr.includes(v), cpu.isr.includes(v)) }));
    lanes.push({ key: name + 'ppr', label: name + 'PPR', kind: 'class',
      order: order - 1, value: p.classOf(cpu.ppr), empty: 0 });
    return lanes;
  };

  p.kinds = p.kinds || {};
  p.kinds.lapic = {
    name: 'lapic',
    verbs: { send: ['vector'], take: [], eoi: [], tpr: ['byte'], iret: [],
      sti: [], cli: [], enable: [], disable: [] },
    controls: [
      { verb: 'send', label: 'Send', fields: [
        { name: 'Vector', value: '0x31' }] },
      { verb: 'take', label: 'Core takes it' },
      { verb: 'eoi', label: 'EOI' },
      { verb: 'iret', label: 'IRET', when: 'flag' },
      { verb: 'sti', label: 'STI', when: 'flag' },
      { verb: 'cli', label: 'CLI', when: 'flag' },
      { verb: 'tpr', label: 'TPR', range: { name: 'TPR class', low: 0,
        high: 15, shift: 4, read: (state) => p.classOf(state.tpr) } },
    ],
    /* What the story's own lines decide about the figure. */
    options(attributes, lines) {
      return { cpus: 1, flag: attributes.flag !== undefined ||
        lines.some((l) => /^\s*(sti|cli|iret)\b/.test(l)) };
    },
    create: (models) => models.piece(models.x.apic_size()),
    reset: (piece, options) =>
      piece.x.apic_reset(piece.at, 1, options.flag ? 1 : 0),
    read(piece) {
      const state = p.readCpu(piece, CPU);
      state.broken = !piece.x.apic_check(piece.at);
      return state;
    },
    begin: () => p.say('Nothing is requested.',
      'A row is a class, the first digit of its vectors. The red line is ' +
      'PPR, the priority of what the core does now: a vector interrupts ' +
      'only when its row is above the line.'),
    act: (piece, step, before, options) =>
      act[step.verb](piece, step.args, before, options),
    facts: (s) => ({ pending: s.irr.length ? s.irrv : -1,
      service: s.isr.length ? s.isrv : -1, ppr: s.ppr, tpr: s.tpr,
      intr: +s.intr, if: s.flag, depth: s.handlers.length,
      irr: s.irr.map((v) => p.hex(v)).join('+') || 'none',
      isr: s.isr.map((v) => p.hex(v)).join('+') || 'none' }),
    lanes(state, options) {
      const lanes = p.cpuLanes(state, '', 100);
      if (options.flag)
        lanes.push({ key: 'if', label: 'IF', kind: 'wave', order: 1,
          value: state.flag, empty: 1 });
      return lanes;
    },
    view: (state, before, options) => '<div class="apic">' +
      grid(state, before) + '<div class="side">' +
      side(state, before, options) + '</div></div>',
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
