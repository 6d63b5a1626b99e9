/* book/figures/routing.js - the [routing] figure: one message, several CPUs,
 * and who takes it.
 *
 * A card for each CPU shows what a destination is compared with (APIC ID, LDR)
 * and what arrived.  The rules are the model's (model/src/apic_bus.c,
 * lapic_ipi.c): here are the verbs, the sentences and the picture. */
(function (p) {
  'use strict';

  const MODE = { fixed: 0, lowest: 1, nmi: 4 };
  const SHORTHAND = { none: 0, self: 1, all: 2, others: 3 };
  const bits = (value) => value.toString(2).padStart(8, '0');
  const cpuName = (cpu) => 'CPU ' + cpu.cpu;

  function read(piece, options) {
    return { broken: !piece.x.apic_check(piece.at),
      cpus: Array.from({ length: options.cpus },
        (_, cpu) => p.readCpu(piece, cpu)) };
  }

  const took = (cpu) => cpu.answer === 'accepted' ||
    cpu.answer === 'coalesced' || cpu.answer === 'to-core';
  const names = (cpus) => cpus.length === 0 ? 'nobody'
    : cpus.map(cpuName).join(', ').replace(/, ([^,]*)$/, ' and $1');

  /* Why these CPUs and no others: the comparison that the model made. */
  function whyThese(state, how, dest) {
    if (dest === 0xff) return '0xff is everybody.';
    if (how === 'physical')
      return 'A physical destination is compared with the APIC ID: ' + dest +
        '.';
    const cluster = state.cpus[0].dfr === 0;
    return cluster ? 'In the cluster model the high digit names a cluster ' +
      'and the low digit has one bit for each member: ' + p.hex(dest) + '.'
      : 'In the flat model a CPU is meant when its LDR and ' + bits(dest) +
        ' share a 1.';
  }

  /* A lowest-priority message goes to one of those whom it could. */
  function whyThisOne(before, winner) {
    return 'Of those it could go to, ' + cpuName(winner) + ' has the lowest ' +
      'TPR, ' + p.hex(before.cpus[winner.cpu].tpr) + '.';
  }

  function outcome(now, before, sent) {
    const takers = now.cpus.filter(took);
    const refused = now.cpus.filter((c) => c.answer === 'refused');
    const merged = takers.filter((c) => c.answer === 'coalesced');
    const head = sent.what + ' goes to ' + names(takers) + '.';
    if (now.cpus.some((c) => c.answer === 'illegal'))
      return p.refuse('Vector ' + p.hex(sent.vector) + ' is refused.',
        'Vectors below 0x10 are illegal: the receiver notes an error in ESR.');
    if (takers.length === 0)
      return p.refuse(head, p.join(refused.length
        ? names(refused) + ' is disabled by software and refuses it.'
        : 'No CPU matches: the message is lost.', sent.why));
    return p.say(head, p.join(sent.why, sent.lowest
      ? whyThisOne(before, takers[0]) : '',
    sent.nmi ? 'An NMI goes to the core, past IRR and ISR.' : '',
    merged.length ? 'At ' + names(merged) + ' it was requested already: two ' +
      'become one.' : ''));
  }

  const act = {
    message(piece, [mode, how, dest, vector], before, options) {
      piece.x.apic_message(piece.at, MODE[mode], how === 'logical' ? 1 : 0,
        dest, vector);
      const now = read(piece, options);
      return outcome(now, before, { vector, nmi: mode === 'nmi',
        lowest: mode === 'lowest', why: whyThese(now, how, dest),
        what: mode === 'nmi' ? 'The NMI' : 'Vector ' + p.hex(vector) });
    },

    ipi(piece, [from, whom, first, second], before, options) {
      const addressed = whom === 'physical' || whom === 'logical';
      const vector = addressed ? second : first;
      if (vector === undefined)
        return p.refuse('The message has no vector.');
      if (addressed)
        piece.x.apic_write(piece.at, from, p.LAPIC.ICR_HIGH, first << 24);
      piece.x.apic_write(piece.at, from, p.LAPIC.ICR_LOW, vector | 1 << 14 |
        (whom === 'logical' ? 1 << 11 : 0) |
        SHORTHAND[addressed ? 'none' : whom] << 18);
      const now = read(piece, options);
      if (vector < 16)
        return p.refuse('CPU ' + from + ' sends nothing.', 'Vector ' +
          p.hex(vector) + ' is illegal: bit 5 of its ESR records it.');
      return outcome(now, before, { vector, why: addressed
        ? whyThese(now, whom, first) : 'The shorthand says so; the ' +
          'destination field is not looked at.',
      what: 'CPU ' + from + ' writes ICR: vector ' + p.hex(vector) });
    },

    tpr(piece, [cpu, value]) {
      piece.x.apic_write(piece.at, cpu, p.LAPIC.TPR, value);
      const now = p.readCpu(piece, cpu);
      return p.say('CPU ' + cpu + ' writes TPR: ' + p.hex(now.tpr) + '.',
        'The lower, the sooner it is chosen by a lowest-priority message.');
    },

    ldr(piece, [cpu, value]) {
      piece.x.apic_write(piece.at, cpu, p.LAPIC.LDR, value << 24 >>> 0);
      return p.say('CPU ' + cpu + ' writes LDR: ' + bits(value) + '.',
        'Logical destinations are compared with it.');
    },

    model(piece, [name], before, options) {
      for (let cpu = 0; cpu < options.cpus; cpu++)
        piece.x.apic_write(piece.at, cpu, p.LAPIC.DFR,
          name === 'flat' ? 0xffffffff | 0 : 0x0fffffff);
      return p.say('All CPUs use the ' + name + ' model now.', name === 'flat'
        ? 'Each bit of a logical destination is one CPU.'
        : 'The high digit is a cluster, each bit of the low one a member.');
    },

    enable: (piece, [cpu]) => enable(piece, cpu, true),
    disable: (piece, [cpu]) => enable(piece, cpu, false),

    take: (piece, [cpu], before) => p.takeAt(piece, cpu, before),
    eoi: (piece, [cpu], before) => p.eoiAt(piece, cpu, before),
  };

  /* One of several CPUs takes what it can, ends what it serves. */
  p.takeAt = function (piece, cpu, before) {
    const vector = piece.x.apic_take(piece.at, cpu);
    const now = p.readCpu(piece, cpu);
    if (vector < 0)
      return p.refuse('CPU ' + cpu + ' has nothing to take.',
        now.irr.length ? p.whyWaits(now, now.irrv) : 'Its IRR is empty.');
    return p.say('CPU ' + cpu + ' takes ' + p.hex(vector) + '.',
      p.lineMoved(before.cpus[cpu], now));
  };

  p.eoiAt = function (piece, cpu, before) {
    const vector = piece.x.apic_end(piece.at, cpu);
    if (vector < 0)
      return p.refuse('This EOI ends nothing.', 'ISR of CPU ' + cpu +
        ' is empty; what others serve is not its business.');
    return p.say('CPU ' + cpu + ' ends ' + p.hex(vector) + '.',
      p.lineMoved(before.cpus[cpu], p.readCpu(piece, cpu)));
  };

  function enable(piece, cpu, on) {
    piece.x.apic_write(piece.at, cpu, p.LAPIC.SVR, on ? 0x1ff : 0x0ff);
    return p.say('The local APIC of CPU ' + cpu + ' is ' +
      (on ? 'enabled' : 'disabled') + '.', on ? ''
      : 'SVR bit 8 is 0: it refuses every interrupt.');
  }

  /* ---- the picture ---- */

  const ANSWER = { accepted: 'accepted', coalesced: 'merged with one that ' +
    'waits', illegal: 'illegal vector', refused: 'refused: disabled',
  'to-core': 'to the core', 'not-mine': '' };

  function card(cpu, was, isMessage) {
    const changed = (a, b) => String(a) !== String(b) ? ' changed' : '';
    const answer = isMessage ? ANSWER[cpu.answer] || 'not for me' : '';
    const chips = [...new Set([...cpu.irr, ...cpu.isr])].sort((a, b) => b - a)
      .map((v) => '<i class="cell chip-vector' +
        (cpu.irr.includes(v) ? ' irr' : '') +
        (cpu.isr.includes(v) ? ' isr' : '') +
        (was.irr.includes(v) || was.isr.includes(v) ? '' : ' changed') + '">' +
        v.toString(16) + '</i>').join('');
    return '<div class="cpu-card' + (isMessage && took(cpu) ? ' took' : '') +
      (cpu.enabled ? '' : ' off') + '"><p>' + cpuName(cpu) + '</p>' +
      p.registers([['ID', cpu.cpu, was.cpu], ['LDR', bits(cpu.ldr),
        bits(was.ldr)], ['TPR', p.hex(cpu.tpr), p.hex(was.tpr)],
      ['PPR', p.hex(cpu.ppr), p.hex(was.ppr)]]) +
      '<div class="chips-line">' + chips + '</div><div class="answer' +
      changed(answer, '') + '">' + answer + '</div></div>';
  }

  /* A card for each CPU; `isMessage`: and what it answered to the last one. */
  p.cpuCards = (cpus, before, isMessage) => '<div class="cards">' +
    cpus.map((cpu, i) => card(cpu, before[i], isMessage)).join('') + '</div>';

  const inWords = (state) => state.cpus.map((c) => cpuName(c) +
    ': requested ' + p.list(c.irr) + ', in service ' + p.list(c.isr))
    .join('; ') + '.';

  const CHOICE = (list) => ({ choice: list });

  p.kinds = p.kinds || {};
  p.kinds.routing = {
    name: 'routing',
    verbs: { message: ['fixed|lowest|nmi', 'physical|logical', 'byte',
      'vector'], ipi: ['cpu', 'self|all|others|physical|logical', 'vector',
      'vector?'], tpr: ['cpu', 'byte'], ldr: ['cpu', 'byte'],
    model: ['flat|cluster'], enable: ['cpu'], disable: ['cpu'],
    take: ['cpu'], eoi: ['cpu'] },
    controls: [
      { verb: 'message', label: 'Send', fields: [
        { name: 'mode', ...CHOICE(['fixed', 'lowest', 'nmi']) },
        { name: 'read as', ...CHOICE(['logical', 'physical']) },
        { name: 'destination', value: '0x06' },
        { name: 'vector', value: '0x41' }] },
      { verb: 'ipi', label: 'Send IPI', fields: [
        { name: 'from CPU', choice: (o) => [...Array(o.cpus).keys()] },
        { name: 'to', ...CHOICE(['others', 'self', 'all']) },
        { name: 'vector', value: '0x52' }] },
      { verb: ['take', 'eoi'], label: 'Do', fields: [
        { name: 'CPU', choice: (o) => [...Array(o.cpus).keys()] }] },
      { verb: 'tpr', label: 'Write TPR', fields: [
        { name: 'CPU', choice: (o) => [...Array(o.cpus).keys()] },
        { name: 'TPR', value: '0x40' }] },
      { verb: 'ldr', label: 'Write LDR', when: 'sets', fields: [
        { name: 'CPU', choice: (o) => [...Array(o.cpus).keys()] },
        { name: 'LDR', value: '0x12' }] },
      { verb: 'model', label: 'Write DFR', when: 'sets', fields: [
        { name: 'all CPUs:', ...CHOICE(['flat', 'cluster']) }] },
    ],
    /* `sets`: a story about who is in a set has the registers for it. */
    options: (attributes, lines) => ({ cpus:
      Math.min(8, Math.max(1, Number(attributes.cpus) || 4)),
    sets: lines.some((l) => /^\s*(ldr|model) /.test(l)) }),
    create: (models) => models.piece(models.x.apic_size()),
    reset: (piece, options) => piece.x.apic_reset(piece.at, options.cpus, 0),
    read,
    begin: (state) => p.say('No message is under way.', 'Each of the ' +
      state.cpus.length + ' CPUs compares a destination with its own APIC ID ' +
      'or LDR.'),
    act: (piece, step, before, options) =>
      act[step.verb](piece, step.args, before, options),
    facts: (s) => Object.assign({ takers: s.cpus.filter(took)
      .map((c) => c.cpu).join('+') || 'none' }, ...s.cpus.map((c) => ({
      ['ppr' + c.cpu]: c.ppr,
      ['pending' + c.cpu]: c.irr.length ? c.irrv : -1,
      ['service' + c.cpu]: c.isr.length ? c.isrv : -1 }))),
    lanes: (state) => state.cpus.flatMap((cpu, i) =>
      p.cpuLanes(cpu, 'CPU ' + i + ' ', 1000 * (8 - i)).filter((l) =>
        l.kind === 'bits')),
    view: (state, before, _options, step) => '<div role="img" aria-label="' +
      inWords(state) + '">' + p.cpuCards(state.cpus, before.cpus,
      step && /^(message|ipi)$/.test(step.verb)) + '</div>' + p.legend(false),
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
