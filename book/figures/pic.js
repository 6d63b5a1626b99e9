/* book/figures/pic.js - the [pic] figure: the two 8259As of a PC.
 *
 * Each chip is a box with its eight lines in order of priority; the red line
 * stands above the best one in service, and what is below it waits.  The rules
 * are the model's (model/src/i8259*.c): here are the verbs, the sentences and
 * the picture. */
(function (p) {
  'use strict';

  const PORT = { master: 0x20, slave: 0xa0 };
  const NAMES = ['timer', 'keyboard', 'cascade', 'COM2', 'COM1', 'LPT2',
    'floppy', 'LPT1', 'clock', '', '', '', 'mouse', 'FPU', 'disk', 'disk'];
  const bit = (set, irq) => (set >> irq & 1) === 1;
  const irqs = (set) => Array.from({ length: 16 }, (_, i) => i)
    .filter((i) => i !== 2 && bit(set, i));
  const called = (irq) => irq === 2 ? 'line 2, the slave,' : 'IRQ ' + irq;
  const named = (set) => irqs(set).map(called).join(', ') || 'none';
  const command = (piece, chip, value) =>
    piece.x.pic_write(piece.at, PORT[chip], value);

  function read(piece) {
    const get = (name, ...rest) => piece.x['pic_' + name](piece.at, ...rest);
    return {
      irr: get('irr'), isr: get('isr'), imr: get('imr'), lines: get('lines'),
      level: get('level_sensed'), int: get('int'), resolve: get('resolve'),
      base: [get('vector_base', 0), get('vector_base', 1)],
      lowest: [get('lowest', 0), get('lowest', 1)],
      automatic: get('automatic'), vector: get('vector'),
      broken: !get('check'),
    };
  }

  /* ---- priority, in words ---- */

  /* The lines of a chip, best first. */
  function order(state, chip) {
    return Array.from({ length: 8 }, (_, i) =>
      8 * chip + (state.lowest[chip] + 1 + i) % 8);
  }

  /* The best line in service of a chip, or -1. */
  const serving = (state, chip) =>
    order(state, chip).find((irq) => bit(state.isr, irq)) ?? -1;

  function whyWaits(state, irq) {
    const chip = irq >> 3;
    const rank = (i) => order(state, chip).indexOf(i);
    if (bit(state.imr, irq))
      return called(irq) + ' waits: its bit in the mask register is 1.';
    if (chip && bit(state.imr, 2))
      return called(irq) + ' waits: the master masks line 2, the slave.';
    const best = serving(state, chip);
    if (best >= 0 && rank(irq) >= rank(best))
      return called(irq) + ' waits: ' + (best === irq
        ? 'its own level is still in service.'
        : called(best) + ' is in service and comes before it.');
    if (chip) {
      const above = serving(state, 0);
      if (above >= 0 && order(state, 0).indexOf(2) >=
          order(state, 0).indexOf(above))
        return called(irq) + ' waits: ' + (above === 2
          ? 'the master still has line 2, the slave, in service.'
          : called(above) + ' is in service and comes before the slave.');
    }
    if (state.resolve >= 0)
      return called(irq) + ' waits: ' + called(state.resolve) +
        ' is requested too and comes first.';
    return '';
  }

  function asks(state, irq) {
    if (state.resolve !== irq) return whyWaits(state, irq);
    return (irq > 7 ? 'The slave raises line 2 of the master; the master ' +
      'raises INT' : 'INT rises') + ': the core is asked.';
  }

  const next = (state) => state.resolve >= 0
    ? called(state.resolve) + ' can interrupt now.'
    : irqs(state.irr).length
      ? whyWaits(state, irqs(state.irr)[0]) : '';

  /* ---- the verbs ---- */

  const act = {
    raise(piece, [irq], before) {
      if (irq === 2) return p.refuse('IRQ 2 is no line of a PC.',
        'The slave\'s INT is wired there.');
      piece.x.pic_line(piece.at, irq, 1);
      const now = read(piece);
      if (bit(before.lines, irq))
        return p.refuse('The line of ' + called(irq) + ' is high already.',
          bit(now.level, irq) ? '' : 'Only a rise is a request: it has to ' +
            'fall first.');
      return p.say('The line of ' + called(irq) + ' rises: its bit in IRR ' +
        'is set.', asks(now, irq));
    },

    lower(piece, [irq], before) {
      piece.x.pic_line(piece.at, irq, 0);
      const now = read(piece);
      if (!bit(before.lines, irq))
        return p.refuse('The line of ' + called(irq) + ' is low already.');
      const lost = bit(before.irr, irq) && !bit(now.irr, irq);
      return p.say('The line of ' + called(irq) + ' falls.', !lost
        ? bit(now.isr, irq) ? 'Its interrupt stays in service: only an EOI ' +
          'ends it.' : ''
        : p.join('The request goes with it: its bit in IRR is clear.',
          now.int && now.resolve < 0 ? 'INT is still up: the core will ask ' +
            'for a vector, and nobody has one.' : next(now)));
    },

    take(piece, _args, before) {
      const vector = piece.x.pic_take(piece.at);
      const now = read(piece);
      if (vector === p.NOTHING)
        return p.refuse(now.irr ? whyWaits(now, irqs(now.irr)[0])
          : 'There is nothing to take.', 'INT is low.');
      const irq = piece.x.pic_vector_irq(piece.at, vector);
      const name = p.hex(vector) + ', ' + called(irq);
      if (before.resolve < 0)
        return p.refuse('The core gets ' + name + ': a spurious interrupt.',
          irq > 7 ? 'The slave had no request left. Its ISR stays as it was, ' +
            'but the master has line 2 in service: EOI to the master alone.'
            : 'The request was gone before INTA. ISR stays as it was, so ' +
            'no EOI is due.');
      return p.say('The core takes ' + name + '.', bit(now.isr, irq)
        ? 'The bit moves from IRR to ISR' + (irq > 7 ? ', and the master ' +
          'notes line 2 as in service' : '') + '. The red line stands ' +
          'above it now: what is below waits.'
        : 'Automatic EOI: ISR is clear again at once.');
    },

    eoi(piece, [chip], before) {
      const where = chip || 'master';
      if (where !== 'master') command(piece, 'slave', 0x20);
      if (where !== 'slave') command(piece, 'master', 0x20);
      const now = read(piece);
      const ended = before.isr & ~now.isr;
      const to = where === 'both' ? 'both chips' : 'the ' + where;
      if (!ended)
        return p.refuse('EOI to ' + to + ' ends nothing.',
          before.isr ? 'What is in service is the other chip\'s.'
            : 'ISR is empty.');
      const slaveLeft = where === 'master' && bit(ended, 2) && now.isr >> 8;
      return p.say('EOI to ' + to + ' ends ' + what(ended) + '.',
        p.join('The command names no line: a chip ends its best one in ' +
          'service.',
          slaveLeft ? 'The slave still has ' + named(now.isr & 0xff00) +
            ' in service: it needs an EOI of its own.' : '',
          where === 'slave' && bit(now.isr, 2) ? 'The master still has line ' +
            '2 in service.' : '', lineLeft(now, ended), next(now)));
    },

    specific(piece, [irq], before) {
      command(piece, irq > 7 ? 'slave' : 'master', 0x60 | (irq & 7));
      const now = read(piece);
      return before.isr === now.isr
        ? p.refuse('The specific EOI for ' + called(irq) + ' ends nothing.',
          'It is not in service.')
        : p.say('The specific EOI ends ' + called(irq) + '.', next(now));
    },

    rotate(piece, [chip], before) {
      command(piece, chip || 'master', 0xa0);
      const now = read(piece);
      const ended = before.isr & ~now.isr;
      return !ended ? p.refuse('There is nothing to end and to rotate.')
        : p.say('EOI with rotation ends ' + what(ended) + '.',
          'It is the lowest of its chip now; the next one is the best.');
    },

    mask: (piece, [irq]) => mask(piece, irq, true),
    unmask: (piece, [irq]) => mask(piece, irq, false),
    level: (piece, [irq]) => trigger(piece, irq, true),
    edge: (piece, [irq]) => trigger(piece, irq, false),
  };

  /* Where the red line is, once something was ended. */
  function lineLeft(now, ended) {
    const chip = ended & 0xff ? 0 : 1;
    const best = serving(now, chip);
    return (chip ? 'The slave\'s' : 'The master\'s') + ' red line ' +
      (best < 0 ? 'goes.'
        : 'falls to ' + (best === 2 ? 'line 2' : called(best)) + '.');
  }

  const what = (ended) => p.join(irqs(ended).map(called).join(' and '),
    bit(ended, 2) ? (irqs(ended).length ? 'and ' : '') + 'line 2' : '');

  function mask(piece, irq, on) {
    const chip = irq >> 3;
    const imr = read(piece).imr >> 8 * chip & 0xff;
    const one = 1 << (irq & 7);
    piece.x.pic_write(piece.at, chip ? 0xa1 : 0x21,
      on ? imr | one : imr & ~one);
    const now = read(piece);
    return on ? p.say(called(irq) + ' is masked.',
      bit(now.irr, irq) ? 'Its request stays in IRR and asks nobody.'
        : 'A rise will still be kept in IRR.')
      : p.say(called(irq) + ' is open again.',
        bit(now.irr, irq) ? asks(now, irq) : '');
  }

  function trigger(piece, irq, level) {
    const chip = irq >> 3;
    const elcr = read(piece).level >> 8 * chip & 0xff;
    const one = 1 << (irq & 7);
    piece.x.pic_write(piece.at, 0x4d0 + chip,
      level ? elcr | one : elcr & ~one);
    if (bit(read(piece).level, irq) !== level)
      return p.refuse('ELCR has no such bit for ' + called(irq) + '.',
        'IRQ 0, 1, 2, 8 and 13 are always edge triggered.');
    return p.say(called(irq) + ' is ' + (level ? 'level' : 'edge') +
      ' triggered now.', level ? 'While its line is high, it requests.'
      : 'A rise of its line is one request.');
  }

  /* ---- the picture ---- */

  function chip(state, before, which) {
    const best = serving(state, which);
    const rows = order(state, which).map((irq) => {
      const kind = (bit(state.irr, irq) ? ' irr' : '') +
        (bit(state.isr, irq) ? ' isr' : '');
      const was = (bit(before.irr, irq) ? ' irr' : '') +
        (bit(before.isr, irq) ? ' isr' : '');
      const level = irq === 2 ? state.irr & 4 || state.isr & 4
        : bit(state.lines, irq);
      return (irq === best ? '<div class="waterline"><span>below: wait' +
        '</span></div>' : '') + '<div class="pin' +
        (bit(state.imr, irq) ? ' masked' : '') + '"><b>' + irq + '</b><span ' +
        'class="device">' + (irq === 2 ? 'slave' : NAMES[irq]) + '</span>' +
        '<i class="wire ' + (level ? 'high' : 'low') + '"></i>' +
        slot(kind.includes('irr'), 'irr', kind !== was) +
        '<i class="gate">' + (bit(state.imr, irq) ? '\u2715' : '') + '</i>' +
        slot(kind.includes('isr'), 'isr', kind !== was) + '</div>';
    });
    return '<div class="chip"><p class="chip-name">' +
      (which ? 'slave' : 'master') + ' <small>vectors ' +
      p.hex(state.base[which]) + ' to ' + p.hex(state.base[which] + 7) +
      '</small></p><div class="pin head"><b></b><span></span><i>line</i>' +
      '<i>IRR</i><i>mask</i><i>ISR</i></div>' + rows.join('') + '</div>';
  }

  const slot = (on, kind, changed) => '<i class="cell' +
    (on ? ' ' + kind : '') + (on && changed ? ' changed' : '') + '"></i>';

  const inWords = (s) => 'Requested: ' + named(s.irr) + '. In service: ' +
    named(s.isr) + '. INT is ' + (s.int ? 'high.' : 'low.');

  p.kinds = p.kinds || {};
  p.kinds.pic = {
    name: 'pic',
    verbs: { raise: ['irq'], lower: ['irq'], take: [],
      eoi: ['master|slave|both?'], specific: ['irq'],
      rotate: ['master|slave?'], mask: ['irq'], unmask: ['irq'],
      level: ['irq'], edge: ['irq'] },
    controls: [
      { verb: ['raise', 'lower', 'mask', 'unmask', 'specific'],
        label: 'Do', fields: [{ name: 'IRQ', value: '4' }] },
      { verb: 'take', label: 'Core takes it' },
      { verb: 'eoi', words: ['master'], label: 'EOI master' },
      { verb: 'eoi', words: ['slave'], label: 'EOI slave' },
    ],
    options: (attributes) => ({ base: Number(attributes.base || 0x20) }),
    create: (models) => models.piece(models.x.pic_size()),
    reset: (piece, options) => piece.x.pic_reset(piece.at, options.base),
    read,
    begin: () => p.say('All lines are low and open.', 'The lines of a chip ' +
      'stand in order of priority. A red line will appear above the best one ' +
      'in service: what is below it has to wait.'),
    act: (piece, step, before) => act[step.verb](piece, step.args, before),
    facts: (s) => ({ int: s.int, irr: s.irr, isr: s.isr, imr: s.imr,
      pending: s.resolve, vector: s.vector }),
    lanes(state) {
      const rank = [...order(state, 0)].flatMap((irq) =>
        irq === 2 ? order(state, 1) : [irq]);
      const lanes = rank.map((irq, i) => ({ irq, key: 'irq' + irq,
        label: called(irq), kind: 'bits', order: 100 - i,
        value: p.bitOf(bit(state.irr, irq), bit(state.isr, irq)) }))
        .filter((l) => l.value);
      if (bit(state.isr, 2)) lanes.push({ key: 'irq2', label: 'line 2',
        kind: 'bits', order: 98.5, value: 'isr' });
      lanes.push({ key: 'int', label: 'INT', kind: 'wave', order: 0,
        value: state.int, empty: 0 });
      return lanes;
    },
    view: (state, before) => '<div class="chips" role="img" aria-label="' +
      inWords(state) + '">' + chip(state, before, 0) + chip(state, before, 1) +
      '</div><p class="pic-int' + (state.int !== before.int ? ' changed' : '') +
      '">INT to the core: <b>' + (state.int ? 'high' : 'low') + '</b>' +
      (state.vector >= 0 ? '; the last vector was <b class="mono">' +
        p.hex(state.vector) + '</b>' : '') + '</p>' +
      p.legend('threshold'),
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
