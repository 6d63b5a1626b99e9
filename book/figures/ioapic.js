/* book/figures/ioapic.js - the [ioapic] figure: a device's pin, the entry of
 * the I/O APIC, one local APIC, and the EOI's way back.
 *
 * Shows the cycle of a level-triggered interrupt: idle, sent, in service with
 * Remote IRR set, released by the EOI broadcast.  The rules are the model's
 * (model/src/ioapic*.c and lapic*.c): here are the verbs, the sentences and
 * the picture.  Pins that the story names without an `entry` line are level
 * triggered, vectors 0x31, 0x41 and so on. */
(function (p) {
  'use strict';

  const CPU = 0;
  const RTE = { MASKED: 1 << 16, LEVEL: 1 << 15, REMOTE_IRR: 1 << 14,
    STATUS: 1 << 12 };
  const index = (pin) => 0x10 + 2 * pin;
  const entryOf = (piece, pin) =>
    piece.x.apic_read_io(piece.at, index(pin)) >>> 0;

  function read(piece, options) {
    const pins = options.pins.map((pin) => {
      const entry = entryOf(piece, pin);
      return { pin, high: piece.x.apic_is_high(piece.at, pin) !== 0,
        vector: entry & 0xff, masked: (entry & RTE.MASKED) !== 0,
        level: (entry & RTE.LEVEL) !== 0,
        remote: (entry & RTE.REMOTE_IRR) !== 0,
        waiting: (entry & RTE.STATUS) !== 0 };
    });
    return { cpu: p.readCpu(piece, CPU), pins,
      messages: piece.x.apic_messages(piece.at),
      broadcasts: piece.x.apic_broadcasts(piece.at),
      broken: !piece.x.apic_check(piece.at) };
  }

  const pinOf = (state, pin) => state.pins.find((x) => x.pin === pin);
  const wasSent = (before, now) => now.messages > before.messages;

  function sent(pin, now) {
    return p.join('The I/O APIC sends vector ' + p.hex(pin.vector) +
      '; the local APIC accepts it into IRR.',
      pin.level ? 'Remote IRR is 1: until the EOI the pin is not looked at.'
        : 'An edge is sent once and forgotten.',
      now.cpu.intr ? '' : p.whyWaits(now.cpu, pin.vector));
  }

  function whySilent(pin) {
    if (pin.masked) return 'The entry is masked: nothing is sent' +
      (pin.level ? ' while it is.' : ', and an edge is lost.');
    if (pin.remote) return 'Remote IRR is 1: the last one has no EOI yet, so ' +
      'nothing is sent.';
    return '';
  }

  const act = {
    raise(piece, [number], before, options) {
      piece.x.apic_pin(piece.at, number, 1);
      const now = read(piece, options);
      const pin = pinOf(now, number);
      if (pinOf(before, number).high)
        return p.refuse('Pin ' + number + ' is high already.', pin.level
          ? whySilent(pin) : 'Only a rise is an edge.');
      return p.say('The device raises pin ' + number + '.',
        wasSent(before, now) ? sent(pin, now) : whySilent(pin));
    },

    lower(piece, [number], before, options) {
      piece.x.apic_pin(piece.at, number, 0);
      const pin = pinOf(read(piece, options), number);
      if (!pinOf(before, number).high)
        return p.refuse('Pin ' + number + ' is low already.');
      return p.say('The device lowers pin ' + number + '.', pin.remote
        ? 'Remote IRR stays 1: the EOI ends this interrupt, not the pin.'
        : 'Nothing is left to be sent.');
    },

    take(piece, _args, before) {
      const vector = piece.x.apic_take(piece.at, CPU);
      const cpu = p.readCpu(piece, CPU);
      if (vector === p.NOTHING)
        return cpu.irr.length ? p.refuse(p.whyWaits(cpu, cpu.irrv),
          p.whyLine(cpu)) : p.refuse('There is nothing to take.',
          'IRR is empty.');
      if (vector === p.FULL)
        return p.refuse('The picture has no room for more handlers.');
      return p.say('The core takes ' + p.hex(vector) + '.', p.join(
        'Its bit moves from IRR to ISR.', p.lineMoved(before.cpu, cpu)));
    },

    eoi(piece, _args, before, options) {
      const vector = piece.x.apic_end(piece.at, CPU);
      const now = read(piece, options);
      if (vector === p.NOTHING)
        return p.refuse('This EOI ends nothing.', 'ISR is empty.');
      if (now.broadcasts === before.broadcasts)
        return p.say('EOI ends ' + p.hex(vector) + '.', 'It came as an edge ' +
          '(its TMR bit is 0): the I/O APIC is not told, and need not be.');
      return p.say('EOI ends ' + p.hex(vector) + ', and the I/O APIC is told.',
        p.join('It was a level (TMR bit 1): the broadcast clears Remote IRR.',
          wasSent(before, now) ? again(before, now, vector)
            : 'The pin is looked at again: it is low, or masked.'));
    },

    mask: (piece, [pin], before, options) =>
      mask(piece, pin, true, before, options),
    unmask: (piece, [pin], before, options) =>
      mask(piece, pin, false, before, options),

    entry(piece, [number, vector, trigger], before, options) {
      piece.x.apic_write_io(piece.at, index(number),
        vector | (trigger === 'level' ? RTE.LEVEL : 0));
      const now = read(piece, options);
      const lost = pinOf(before, number).remote && !pinOf(now, number).remote;
      return p.say('Software writes entry ' + number + ': vector ' +
        p.hex(vector) + ', ' + trigger + ', open.', p.join(
        lost ? 'Written to edge, it loses Remote IRR.' : '',
        wasSent(before, now) ? sent(pinOf(now, number), now) : ''));
    },

    tpr(piece, [value], before, options) {
      piece.x.apic_write(piece.at, CPU, p.LAPIC.TPR, value);
      const cpu = read(piece, options).cpu;
      return p.say('Software writes TPR: ' + p.hex(cpu.tpr) + '.',
        p.join(p.lineMoved(before.cpu, cpu), p.whatNext(cpu)));
    },
  };

  function again(before, now, vector) {
    const still = now.pins.filter((x) => x.vector === vector && x.high);
    return 'Pin ' + still.map((x) => x.pin).join(' and ') + ' is still ' +
      'high: ' + p.hex(vector) + ' is sent again at once. Unless somebody ' +
      'quiets the device, this never ends.';
  }

  function mask(piece, number, on, before, options) {
    const entry = entryOf(piece, number) & ~(RTE.REMOTE_IRR | RTE.STATUS);
    piece.x.apic_write_io(piece.at, index(number),
      on ? entry | RTE.MASKED : entry & ~RTE.MASKED);
    const now = read(piece, options);
    const pin = pinOf(now, number);
    if (on) return p.say('Software masks entry ' + number + '.', pin.remote
      ? 'What was sent is not called back: Remote IRR stays 1 until its EOI.'
      : '');
    return p.say('Software opens entry ' + number + '.',
      wasSent(before, now) ? 'The pin is high. ' + sent(pin, now)
        : pin.high && !pin.level ? 'The pin is high, but its edge came ' +
          'while it was masked: it is lost.' : whySilent(pin));
  }

  /* ---- the picture ---- */

  const PHASES = [['idle', 'idle'], ['waiting', 'waits to be sent'],
    ['service', 'sent: Remote IRR']];

  function phase(pin) {
    if (pin.remote) return 'service';
    return pin.waiting ? 'waiting' : 'idle';
  }

  function pinRow(pin, before, state) {
    const changed = (a, b) => a !== b ? ' changed' : '';
    const irr = state.cpu.irr.includes(pin.vector);
    const isr = state.cpu.isr.includes(pin.vector);
    const field = (name, value, was) => '<span class="field' +
      changed(value, was) + '"><small>' + name + '</small><b>' + value +
      '</b></span>';
    return '<div class="path" role="img" aria-label="' + inWords(pin, state) +
      '"><div class="part"><p>device</p><b>pin ' + pin.pin + '</b><i class="' +
      'wire wide ' + (pin.high ? 'high' : 'low') +
      changed(pin.high, before.high) + '"></i></div>' +
      '<span class="arrow">\u2192</span><div class="part entry"><p>I/O APIC, ' +
      'entry ' + pin.pin + '</p><div class="fields">' +
      field('vector', p.hex(pin.vector), p.hex(before.vector)) +
      field('trigger', pin.level ? 'level' : 'edge',
        before.level ? 'level' : 'edge') +
      field('mask', +pin.masked, +before.masked) +
      (pin.level ? field('Remote IRR', +pin.remote, +before.remote) : '') +
      '</div><ol class="phases">' + PHASES
        .filter(([id]) => pin.level || id !== 'service')
        .map(([id, text]) => '<li' + (phase(pin) === id ? ' class="now ' + id +
        '"' : '') + '>' + text + '</li>').join('') + '</ol></div>' +
      '<span class="arrow">' + (pin.level ? '\u21c4' : '\u2192') +
      '</span><div class="part"><p>local APIC</p>' +
      slot('IRR', irr, 'irr') + slot('ISR', isr, 'isr') + '</div></div>';
  }

  const slot = (name, on, kind) => '<span class="slot"><small>' + name +
    '</small><i class="cell' + (on ? ' ' + kind : '') + '"></i></span>';

  const inWords = (pin, state) => 'Pin ' + pin.pin + ' is ' +
    (pin.high ? 'high' : 'low') + ', ' + (pin.masked ? 'masked, ' : '') +
    'Remote IRR ' + +pin.remote + '. Requested: ' + p.list(state.cpu.irr) +
    '. In service: ' + p.list(state.cpu.isr) + '.';

  function options(attributes, lines) {
    const named = lines.map((l) =>
      /^\s*(raise|lower|mask|unmask|entry)\s+(\d+)/.exec(l))
      .filter(Boolean).map((m) => Number(m[2])).filter((n) => n < 24);
    const pins = [...new Set(named.length ? named : [4])].sort((a, b) => a - b);
    return { pins, edge: attributes.trigger === 'edge' };
  }

  p.kinds = p.kinds || {};
  p.kinds.ioapic = {
    name: 'ioapic',
    verbs: { raise: ['pin'], lower: ['pin'], take: [], eoi: [],
      mask: ['pin'], unmask: ['pin'], entry: ['pin', 'vector', 'edge|level'],
      tpr: ['byte'] },
    controls: [
      { verb: ['raise', 'lower', 'mask', 'unmask'], label: 'Do',
        fields: [{ name: 'pin', choice: (o) => o.pins }] },
      { verb: 'take', label: 'Core takes it' },
      { verb: 'eoi', label: 'EOI' },
      { verb: 'entry', label: 'Write entry', fields: [
        { name: 'pin', choice: (o) => o.pins }, { name: 'vector',
          value: '0x31' }, { name: 'trigger', choice: ['level', 'edge'] }] },
    ],
    options,
    create: (models) => models.piece(models.x.apic_size()),
    reset(piece, { pins, edge }) {
      piece.x.apic_reset(piece.at, 1, 0);
      pins.forEach((pin, i) => piece.x.apic_write_io(piece.at, index(pin),
        0x31 + 0x10 * i | (edge ? 0 : RTE.LEVEL)));
    },
    read,
    begin: (state) => p.say('The pin is low.', 'Its entry is open and ' +
      (state.pins[0].level ? 'level triggered: while the pin is high, there ' +
        'is something to be served.' : 'edge triggered: a rise is a request.')),
    act: (piece, step, before, o) => {
      const pin = step.args[0];
      if (/^(raise|lower|mask|unmask|entry)$/.test(step.verb) &&
          !o.pins.includes(pin))
        return p.refuse('Pin ' + pin + ' is not in this figure.');
      return act[step.verb](piece, step.args, before, o);
    },
    facts: (s) => ({ remote: +s.pins[0].remote, pin: +s.pins[0].high,
      messages: s.messages, broadcasts: s.broadcasts, ppr: s.cpu.ppr,
      pending: s.cpu.irr.length ? s.cpu.irrv : -1,
      service: s.cpu.isr.length ? s.cpu.isrv : -1 }),
    lanes(state) {
      const lanes = state.pins.flatMap((x, i) => [
        { key: 'pin' + x.pin, label: 'pin ' + x.pin, kind: 'wave',
          order: 500 - 10 * i, value: +x.high, empty: 0 },
        { key: 'remote' + x.pin, label: 'Remote IRR', kind: 'gate',
          order: 499 - 10 * i, value: +x.remote, empty: 0 }]);
      return lanes.concat(p.cpuLanes(state.cpu, '', 10));
    },
    view: (state, before) => state.pins.map((pin, i) =>
      pinRow(pin, before.pins[i], state)).join('') + p.legend(false),
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
