/* book/figures/dma.js - the [dma] figure: a function copies four bytes, and at
 * an address FEExxxxxh they are an interrupt.
 *
 * On the left the function with its buffer, in the middle what the chipset
 * sees of its write, field by field, below it the CPUs.  The rules are the
 * model's (model/src/soft_pci_copy.c, msi.c, apic_bus.c): here are the verbs,
 * the sentences and the picture.  Addresses are written as in the text:
 * FEE02000h. */
(function (p) {
  'use strict';

  /* enum figure_outcome of model/wasm/figures.h, in its order. */
  const OUTCOME = ['nothing', 'fetched', 'overwritten', 'lost', 'sent'];
  const MODES = ['fixed', 'lowest', 'SMI', 'mode 3', 'NMI', 'INIT', 'mode 6',
    'ExtINT'];
  const word = (value) =>
    (value >>> 0).toString(16).toUpperCase().padStart(8, '0') + 'h';
  const cpuName = (cpu) => 'CPU ' + cpu.cpu;
  const names = (cpus) => cpus.map(cpuName).join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
  const takes = (cpu) =>
    ['accepted', 'coalesced', 'to-core'].includes(cpu.answer);

  /* The fields of a message, [SDM3 10.11 "Message Signalled Interrupts"]. */
  const fieldsOf = (address, data) => ({
    prefix: address >>> 20, dest: address >>> 12 & 0xff,
    remappable: address >>> 4 & 1, hint: address >>> 3 & 1,
    logical: address >>> 2 & 1, level: data >>> 15 & 1,
    mode: data >>> 8 & 7, vector: data & 0xff });

  /* Requester ID: bus, device, function. */
  const idOf = (id) => (id >> 8).toString(16).padStart(2, '0') + ':' +
    (id >> 3 & 31).toString(16).padStart(2, '0') + '.' + (id & 7);

  function read(piece, options) {
    const { x, at } = piece;
    return { master: x.dma_is_master(at) !== 0, buffer: x.dma_buffer(at) >>> 0,
      id: x.dma_own_id(at), outcome: OUTCOME[x.dma_outcome(at)],
      address: x.dma_address(at) >>> 0, data: x.dma_data(at) >>> 0,
      overwritten: x.dma_overwritten(at) >>> 0, broken: !x.apic_check(at),
      cpus: Array.from({ length: options.cpus },
        (_, cpu) => p.readCpu(piece, cpu)) };
  }

  /* ---- why ---- */

  const noMaster = () => p.refuse('Nothing moves.', 'The function is no bus ' +
    'master (command register, bit 2): it may neither read memory nor write ' +
    'it. The copy ends, and no error says so.');

  function nobody(now, m) {
    if (m.remappable)
      return p.refuse('Bit 4 of ' + word(now.address) + ' is 1: it names an ' +
        'entry of a remapping table.', 'This machine has none, so nobody is ' +
        'interrupted.');
    const off = now.cpus.filter((c) => c.answer === 'refused');
    return p.refuse(word(now.address) + ' is a message, and nobody takes it.',
      off.length ? names(off) + ' is disabled by software.' : (m.logical
        ? 'No CPU is in the set ' : 'No CPU has the APIC ID ') + m.dest + '.');
  }

  function sent(now) {
    const m = fieldsOf(now.address, now.data);
    const takers = now.cpus.filter(takes);
    const merged = takers.filter((c) => c.answer === 'coalesced');
    const illegal = now.cpus.filter((c) => c.answer === 'illegal');
    if (illegal.length)
      return p.refuse('The message reaches ' + names(illegal) +
        ', and vector ' + p.hex(m.vector) + ' is refused.', 'Vectors below ' +
        '0x10 are illegal: the receiver notes bit 6 for its ESR, and there ' +
        'is no interrupt.');
    if (!takers.length) return nobody(now, m);
    if (takers.some((c) => c.answer === 'to-core'))
      return p.say('The write is an interrupt: ' + MODES[m.mode] + ', at ' +
        names(takers) + '.', 'It goes to the core, past IRR and ISR: ' +
        (m.mode === 7 ? 'the core asks the 8259 for a vector.'
          : 'no priority and no IF can hold it back.'));
    return p.say('The write is an interrupt: vector ' + p.hex(m.vector) +
      ', at ' + names(takers) + '.', p.join(merged.length
      ? 'Its IRR bit was 1 already: two became one.' : '', 'The requester ' +
      'ID, ' + idOf(now.id) + ', has come as far as the chipset; nothing in ' +
      'the local APIC holds it.'));
  }

  function stored(now, bytes) {
    switch (now.outcome) {
    case 'sent': return sent(now);
    case 'lost': return p.refuse('No message: it has to be four bytes at a ' +
      'multiple of 4.', bytes + ' bytes to ' + word(now.address) +
      ' are none, and there is no memory that could take them.');
    case 'overwritten': return p.refuse(word(now.address) + ' is an address ' +
      'like any other: no interrupt.', 'Bits 31:20 are ' +
      (now.address >>> 20).toString(16).toUpperCase() + 'h, not FEEh. What ' +
      'was there is overwritten by ' + word(now.data) + '.');
    default: return bytes ? noMaster() : p.refuse('No bytes, no copy.');
    }
  }

  const act = {
    master(piece, [state]) {
      piece.x.dma_master(piece.at, state === 'on' ? 1 : 0);
      return state === 'on'
        ? p.say('Software sets bit 2 of the command register.',
          'The function is a bus master: it may read and write memory.')
        : p.say('Software clears bit 2 of the command register.',
          'The function may move nothing.');
    },

    fetch: (piece, [data], _before, options) => {
      piece.x.dma_load(piece.at, data | 0);
      if (read(piece, options).outcome === 'nothing') return noMaster();
      return p.say('The function reads ' + word(data) + ' from memory into ' +
        'its buffer.', 'The CPU wrote four registers; no byte went through ' +
        'it.');
    },

    store(piece, [address, bytes], _before, options) {
      const count = bytes === undefined ? 4 : bytes;
      piece.x.dma_store(piece.at, address | 0, count);
      return stored(read(piece, options), count);
    },

    take: (piece, [cpu], before) => p.takeAt(piece, cpu, before),
    eoi: (piece, [cpu], before) => p.eoiAt(piece, cpu, before),
  };

  /* ---- the picture ---- */

  const field = (name, value, changed) => '<span class="field' +
    (changed ? ' changed' : '') + '"><small>' + name + '</small><b>' + value +
    '</b></span>';

  const isStore = (step) => !!step && step.verb === 'store';
  const isWrite = (s) => /overwritten|lost|sent/.test(s.outcome);

  /* What the chipset sees: the fields, or that there was no write. */
  function chipset(state, isNew) {
    const m = fieldsOf(state.address, state.data);
    const show = (list) => '<div class="fields">' + list.map(([name, value]) =>
      field(name, value, isNew)).join('') + '</div>';
    const head = '<p>the chipset sees</p>';
    if (!isWrite(state)) return head + '<div class="fields">no write</div>';
    const prefix = [['bits 31:20', m.prefix.toString(16).toUpperCase() + 'h']];
    return head + show([['address', word(state.address)],
      ['data', word(state.data)]]) + show(state.outcome !== 'sent' ? prefix
      : prefix.concat(m.remappable ? [['bit 4', 'remappable']]
        : [['destination', m.dest], ['read as', m.logical ? 'logical'
          : 'APIC ID'], ['mode', MODES[m.mode]], ['vector', p.hex(m.vector)]],
      m.level && !m.remappable ? [['trigger', 'level']] : [])) +
      '<p class="verdict">' + VERDICT[state.outcome] + '</p>';
  }

  const VERDICT = { sent: 'a message: for the local APICs',
    lost: 'no message: lost', overwritten: 'no interrupt: memory is written' };

  function path(state, before, step) {
    return '<div class="path"><div class="part"><p>function ' +
      idOf(state.id) + '</p><div class="fields">' +
      field('bus master', state.master ? 'yes' : 'no',
        state.master !== before.master) +
      field('buffer', word(state.buffer), state.buffer !== before.buffer) +
      '</div></div><span class="arrow">\u2192</span><div class="part entry">' +
      chipset(state, isStore(step)) + '</div></div>';
  }

  const inWords = (s) => 'The function is ' + (s.master ? '' : 'no ') +
    'bus master, its buffer holds ' + word(s.buffer) + '. ' + (isWrite(s)
    ? 'It wrote ' + word(s.data) + ' to ' + word(s.address) + ': ' +
      VERDICT[s.outcome] + '. ' : '') + s.cpus.map((c) => cpuName(c) +
    ': requested ' + p.list(c.irr) + ', in service ' + p.list(c.isr))
    .join('; ') + '.';

  /* ---- the field editor: fields to one word ---- */

  const number = (text, low, high, name) => {
    const value = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : NaN;
    if (!(value >= low && value <= high))
      throw new Error('\'' + text + '\' is no ' + name + ', ' +
        p.range(low, high));
    return value;
  };
  const hex8 = (value) => p.hex(value >>> 0, 8);

  const composeData = ([mode, vector]) => 'fetch ' + hex8(
    MODES.indexOf(mode) << 8 | number(vector, 0, 255, 'vector'));
  const composeAddress = ([prefix, dest, how, bytes]) => 'store ' +
    hex8(number(prefix, 0, 0xfff, 'prefix') << 20 |
      number(dest, 0, 255, 'destination') << 12 |
      (how === 'logical' ? 4 : 0)) + (bytes === '4' ? '' : ' ' + bytes);

  p.kinds = p.kinds || {};
  p.kinds.dma = {
    name: 'dma',
    verbs: { master: ['on|off'], fetch: ['word'], store: ['word', 'count?'],
      take: ['cpu'], eoi: ['cpu'] },
    controls: [
      { verb: 'master', label: 'Set', fields: [
        { name: 'bus master', choice: ['on', 'off'] }] },
      { compose: composeData, label: 'Fetch', fields: [
        { name: 'data: mode', choice: MODES.filter((m) => !/ /.test(m)) },
        { name: 'vector', value: '0x61' }] },
      { compose: composeAddress, label: 'Store', fields: [
        { name: 'address: bits 31:20', value: '0xfee' },
        { name: 'destination', value: '2' },
        { name: 'read as', choice: ['APIC ID', 'logical'] },
        { name: 'bytes', choice: ['4', '2', '8'] }] },
      { verb: 'store', label: 'Store', fields: [
        { name: 'or to any address', value: '0xfee02000', wide: true }] },
      { verb: ['take', 'eoi'], label: 'Do', fields: [
        { name: 'CPU', choice: (o) => [...Array(o.cpus).keys()] }] },
    ],
    options: (attributes) => ({ cpus:
      Math.min(8, Math.max(1, Number(attributes.cpus) || 4)) }),
    create: (models) => models.piece(models.x.dma_size()),
    reset: (piece, options) => piece.x.dma_reset(piece.at, options.cpus),
    read,
    begin: (state) => p.say('The function ' + idOf(state.id) + ' may write ' +
      'nothing yet.', 'It has a buffer and a copy engine; ' +
      'its MSI is off and stays off.'),
    act: (piece, step, before, options) =>
      act[step.verb](piece, step.args, before, options),
    facts: (s) => Object.assign({ takers: s.cpus.filter(takes)
      .map((c) => c.cpu).join('+') || 'none', buffer: s.buffer,
    master: +s.master, outcome: s.outcome,
    memory: s.overwritten || 'none' }, ...s.cpus.map((c) => ({
      ['pending' + c.cpu]: c.irr.length ? c.irrv : -1,
      ['service' + c.cpu]: c.isr.length ? c.isrv : -1 }))),
    lanes: (state) => [{ key: 'master', label: 'master', kind: 'wave',
      order: 9000, value: +state.master, empty: 0 }].concat(
      state.cpus.flatMap((cpu, i) => p.cpuLanes(cpu, 'CPU ' + i + ' ',
        1000 * (8 - i)).filter((l) => l.kind === 'bits'))),
    view: (state, before, _options, step) => '<div role="img" aria-label="' +
      inWords(state) + '">' + path(state, before, step) + p.cpuCards(state.cpus,
      before.cpus, isStore(step)) + '</div>' + p.legend(false),
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
