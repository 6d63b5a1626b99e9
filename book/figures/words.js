/* book/figures/words.js - small parts that all figures share: numbers as the
 * book prints them, HTML that cannot be broken by its contents, and the
 * sentences about priority, which must be the same everywhere.
 *
 * No state and no page: the same functions run in the build and in the
 * browser. */
(function (p) {
  'use strict';

  p.hex = (value, digits) =>
    '0x' + value.toString(16).padStart(digits || 2, '0');
  p.classOf = (vector) => vector >> 4;
  p.list = (vectors) =>
    vectors.length ? vectors.map((v) => p.hex(v)).join(', ') : 'none';

  const ENTITY = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  p.escape = (text) => String(text).replace(/[&<>"]/g, (c) => ENTITY[c]);

  /* What stands in a lane of bits. */
  p.bitOf = (irr, isr) => irr && isr ? 'both' : isr ? 'isr' : irr ? 'irr' : '';

  /* What a step answers: a first sentence, the reason, and whether the
   * hardware did what was asked. */
  p.say = (head, body) => ({ head, body: body || '', refused: false });
  p.refuse = (head, body) => ({ head, body: body || '', refused: true });
  p.join = (...parts) => parts.filter(Boolean).join(' ');

  p.sentenceHtml = (s) => '<strong>' + p.escape(s.head) + '</strong>' +
    (s.body ? ' ' + p.escape(s.body) : '');
  p.sentenceText = (s) => p.join(s.head, s.body);

  /* Why the red line is where it is. */
  p.whyLine = function (cpu) {
    if (cpu.ppr === 0) return '';
    if (p.classOf(cpu.isrv) > p.classOf(cpu.tpr))
      return 'The line is there because ' + p.hex(cpu.isrv) +
        ' is in service.';
    return 'The line is there because TPR is ' + p.hex(cpu.tpr) + '.';
  };

  /* Why `vector`, which is in IRR, is not taken yet, or why it may be. */
  p.whyWaits = function (cpu, vector) {
    const c = p.classOf(vector);
    const line = p.classOf(cpu.ppr);
    if (c <= line)
      return p.hex(vector) + ' waits: class ' + c.toString(16) +
        ' is not above PPR class ' + line.toString(16) + '.';
    if (cpu.irrv !== vector)
      return p.hex(vector) + ' waits: ' + p.hex(cpu.irrv) +
        ' is requested too and comes first.';
    return 'Class ' + c.toString(16) + ' is above PPR class ' +
      line.toString(16) + ', so the local APIC asks the core.';
  };

  /* How the line moved between two states of a CPU. */
  p.lineMoved = function (before, now) {
    if (before.ppr === now.ppr)
      return 'The red line, PPR, stays at ' + p.hex(now.ppr) + '.';
    const verb = now.ppr > before.ppr ? 'rises' : 'falls';
    return 'The red line, PPR, ' + verb + ' from ' + p.hex(before.ppr) +
      ' to ' + p.hex(now.ppr) + ': ' + p.whoPasses(now.ppr) + '.';
  };

  p.whoPasses = function (ppr) {
    const c = p.classOf(ppr);
    if (c === 15) return 'nothing can interrupt';
    if (c === 0) return 'every vector can interrupt';
    return 'only class ' + (c + 1).toString(16) +
      (c === 14 ? '' : ' and above') + ' can interrupt';
  };

  /* What is next for this CPU, once something ended or was opened. */
  p.whatNext = function (cpu) {
    if (!cpu.irr.length) return '';
    const vector = cpu.irrv;
    if (cpu.flag === 0 && p.classOf(vector) > p.classOf(cpu.ppr))
      return p.hex(vector) + ' is above it, but the core does not look: ' +
        'RFLAGS.IF is 0.';
    return p.classOf(vector) > p.classOf(cpu.ppr)
      ? p.hex(vector) + ' can interrupt now: class ' +
        p.classOf(vector).toString(16) + ' is above it.'
      : p.whyWaits(cpu, vector);
  };

  /* An element of the page, with its attributes and listeners. */
  p.element = function (tag, attributes, ...children) {
    const e = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) e.addEventListener(name.slice(2), value);
      else if (typeof value === 'boolean') e.toggleAttribute(name, value);
      else e.setAttribute(name, value);
    }
    e.append(...children);
    return e;
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
