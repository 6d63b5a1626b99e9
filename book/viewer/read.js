/* book/viewer/read.js - from a file's text to runs that can be looked at.
 *
 * Two kinds of file: a report of `pic2pi grade --json F --events`
 * (docs/REPORT.md), whose states are the grader's, and a trace
 * (docs/TRACE.md), replayed by replay.js.  A report without events gives the
 * moments of its failed checks.  Anything else is refused with one sentence.
 * Text only, no page; what it says is a stranger's and is never trusted. */
(function (p) {
  'use strict';

  const SIZE = 64 * 1024 * 1024;
  const REPORT = 'pic2pi/report-1';
  const TRACE = 'pic2pi-trace';
  const MOST = 1000000; /* events of one file */

  const bad = (text) => { throw new Error(text); };

  p.refuseSize = (bytes) => bytes > SIZE ? 'This file has ' +
    Math.round(bytes / 1048576) + ' MB; the viewer reads up to ' +
    SIZE / 1048576 + ' MB.' : '';

  const number = (word) => word === '-' ? null : Number(word);

  /* "48060 0 accept 0x31 0x0 0x0 ...": what stands behind is left over. */
  p.readEvent = function (words, where) {
    const event = { tick: Number(words[0]), cpu: Number(words[1]),
      kind: words[2], vector: number(words[3] || '-'), reg: number(words[4]),
      value: number(words[5]) };
    if (words.length < 6 || !Number.isInteger(event.cpu) || event.cpu < 0 ||
        event.cpu > 15 || !Number.isFinite(event.tick) ||
        (event.vector !== null && !byte(event.vector)) ||
        !Number.isFinite(event.reg) || !Number.isFinite(event.value))
      bad(where + ' is not an event: \u201c' +
        words.join(' ').slice(0, 60) + '\u201d.');
    return event;
  };

  const EMPTY = { irr: [], isr: [], tpr: 0, ppr: 0 };
  p.noState = EMPTY;

  const listOf = (text) => text ? text.split(',').map(Number) : [];
  const byte = (n) => Number.isInteger(n) && n >= 0 && n < 256;
  const word = (n) => Number.isInteger(n) && n >= 0 && n < 65536;
  const isApic = (a) => Array.isArray(a.irr) && Array.isArray(a.isr) &&
    a.irr.every(byte) && a.isr.every(byte) && byte(a.tpr) && byte(a.ppr);
  const isPic = (s) => s === null || word(s.irr) && word(s.isr) && word(s.imr);

  /* The words behind an event of a report; without any the state stays. */
  function stateOf(words, before, picBefore) {
    let apic = before, pic = picBefore;
    for (const part of words) {
      const [name, value] = part.split('=');
      if (name === 'irr') apic = { irr: listOf(value), tpr: 0, ppr: 0 };
      else if (name === 'isr') apic = { ...apic, isr: listOf(value) };
      else if (name === 'tpr') apic = { ...apic, tpr: Number(value) };
      else if (name === 'ppr') apic = { ...apic, ppr: Number(value) };
      else if (name === 'pic-irr') pic = { irr: Number(value) };
      else if (name === 'pic-isr') pic = { ...pic, isr: Number(value) };
      else if (name === 'pic-imr') pic = { ...pic, imr: Number(value) };
    }
    return isApic(apic) && isPic(pic) ? { apic, pic } : null;
  }

  function eventsOf(list) {
    const last = [];
    let pic = null;
    return list.map((text, i) => {
      const words = String(text).split(' ');
      const event = p.readEvent(words, 'Event ' + i + ' of the report');
      const state = stateOf(words.slice(6), last[event.cpu] || EMPTY, pic);
      if (!state)
        bad('Event ' + i + ' of the report has no state that can be.');
      event.apic = last[event.cpu] = state.apic;
      event.pic = pic = state.pic;
      return event;
    });
  }

  /* ---- a report ---- */

  function titleOf(report, seed) {
    return report.lab + ', ' + report.score + ' of ' + report.max_score +
      ' points' + (seed === null ? '' : ', seed ' + seed);
  }

  const reasonOf = (checks, id) => {
    const check = checks.find((c) => c.id === id) || {};
    const text = (value) => String(value || '');
    return { title: text(check.title || id), reason: text(check.reason),
      found: text(check.found), book: text(check.book) };
  };

  /* Where a boot begins: at its first step. */
  const bootsOf = (steps) => steps.filter((s, i) => i === 0 ||
    s.boot !== steps[i - 1].boot).map((s) => s.first);

  function runOf(report) {
    const run = report.run;
    const checks = Array.isArray(report.checks) ? report.checks : [];
    const events = eventsOf(run.events.slice(0, MOST));
    /* In the report's order: its first failure is the one to begin with. */
    const wrong = (run.wrong || []).filter((w) => events[w.event]).map((w) => ({
      event: w.event, check: w.check, ...reasonOf(checks, w.check) }));
    return { title: titleOf(report, run.seed), events, wrong,
      steps: run.steps || [], boots: bootsOf(run.steps || []), note: run.cut
        ? 'The report holds the first ' + events.length + ' events only.'
        : '' };
  }

  /* Without events: each failed check's moment is one. */
  function momentsOf(report) {
    const failed = (report.checks || []).filter((c) => c.evidence &&
      c.evidence.tick !== null && c.evidence.tick !== undefined);
    const wrong = [];
    const events = failed.sort((a, b) => a.evidence.tick - b.evidence.tick)
      .map((check, i) => {
        const e = check.evidence;
        wrong.push({ event: i, check: check.id,
          ...reasonOf(failed, check.id) });
        return { tick: e.tick, cpu: e.cpu || 0, kind: 'moment',
          vector: e.vector === undefined ? null : e.vector,
          reg: 0, value: 0, pic: null,
          apic: { irr: e.irr || [], isr: e.isr || [], tpr: e.tpr || 0,
            ppr: e.ppr || 0 } };
      });
    if (!events.every((e) => isApic(e.apic) && byte(e.cpu) &&
        (e.vector === null || byte(e.vector))))
      bad('A moment of this report has no state that can be.');
    return { title: titleOf(report, null), events, wrong, steps: [], boots: [0],
      note: 'This report holds no events, only the moment of each failed ' +
        'check. `pic2pi grade --json F --events` writes them all.' };
  }

  p.readReport = function (root) {
    const reports = Array.isArray(root.labs) ? root.labs : [root];
    const runs = reports.filter((r) => r && r.lab).map((report) =>
      report.run && Array.isArray(report.run.events) && report.run.events.length
        ? runOf(report) : momentsOf(report)).filter((r) => r.events.length);
    const error = reports.map((r) => r && r.error && r.error.text)
      .find((text) => typeof text === 'string');
    if (!runs.length && error)
      bad('Nothing ran, so there is nothing to look at: ' +
        error.slice(0, 200).replace(/\s+/g, ' ').replace(/\.?$/, '.'));
    if (!runs.length)
      bad('There is nothing to look at: no check failed at a moment that the ' +
        'report shows. `pic2pi grade --json F --events` writes the whole run.');
    return runs;
  };

  /* ---- any file ---- */

  /* `models` (models.js) may be missing; then the lanes of the 8259s of a
   * trace are missing too. */
  p.readFile = function (text, models) {
    const begin = text.slice(0, 200).trimStart();
    if (begin.startsWith(TRACE) || begin.startsWith('on '))
      return p.replayTrace(text, models);
    if (!begin.startsWith('{'))
      bad('This is neither a report (JSON) nor a trace of pic2pi: it begins ' +
        'with \u201c' + begin.slice(0, 24).replace(/[^\x20-\x7e]/g, '?') +
        '\u201d.');
    let root;
    try {
      root = JSON.parse(text);
    } catch (e) {
      bad('This JSON is broken or cut off.');
    }
    if (!root || root.schema !== REPORT)
      bad('This JSON is no report of pic2pi: its schema is not ' + REPORT +
        '.');
    try {
      return p.readReport(root);
    } catch (e) {
      if (e instanceof TypeError)
        bad('This report is damaged: a member has not the kind of value ' +
          'that docs/REPORT.md gives it.');
      throw e;
    }
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
