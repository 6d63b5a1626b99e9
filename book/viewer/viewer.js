/* book/viewer/viewer.js - the trace viewer: lanes of IRR, ISR and PPR, one
 * sentence for each event, and the way to the first wrong one.
 *
 * Opens a story of the book, a report or a trace from the reader's disk, or a
 * report that the page itself holds (the grader's HTML report).  Draws a window
 * of as many columns as fit, never more, whatever the file's length.  Needs
 * words.js, strip.js and the other files of this folder; the models only for
 * stories and for the 8259s of a trace.  Browser only. */
(function (p) {
  'use strict';

  const COLUMN = 62, NAME = 96;
  const element = (...all) => p.element(...all);

  /* A sentence begins large, unless with a name of C. */
  const capital = (text) => /^[a-z]+[ ,]/.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1) : text;

  /* Where a section is: on this page, elsewhere in the book, or unknown. */
  function place(id) {
    if (!/^[a-z0-9-]+$/.test(id)) return '';
    if (document.getElementById(id)) return '#' + id;
    return document.querySelector('link[href="book.css"]')
      ? 'at/' + id + '.html' : '';
  }

  /* The mistake, what was demanded, what came instead, where to read. */
  function blame(w) {
    const where = place(w.book);
    return '<strong class="blame">' + p.escape(capital(w.reason)) +
      '.</strong> <span class="demand">Demanded: ' + p.escape(w.title) + '.' +
      (w.found ? ' Seen: ' + p.escape(w.found) + '.' : '') +
      (where ? ' <a href="' + where + '">Read about it</a>'
        : w.book ? ' Book: ' + p.escape(w.book) + '.' : '') + '</span> ';
  }

  class Viewer {
    constructor(root, models) {
      this.models = models;
      this.at = 0;
      this.from = 0;
      this.build();
      root.append(this.ui);
      root.classList.add('is-live');
      new ResizeObserver(() => this.draw()).observe(this.box);
    }

    /* ---- the parts ---- */

    build() {
      const button = (label, name, act) => element('button', { type: 'button',
        'aria-label': name, onclick: act }, label);
      this.back = button('\u25c0', 'Event before', () => this.go(this.at - 1));
      this.forth = button('\u25b6', 'Next event', () => this.go(this.at + 1));
      this.first = element('button', { type: 'button', class: 'primary',
        onclick: () => this.go(this.run.wrong[0].event) });
      this.slider = element('input', { type: 'range', min: 0, step: 1,
        'aria-label': 'Event', oninput: () =>
          this.go(Number(this.slider.value)) });
      this.choice = element('select', { 'aria-label': 'Run', onchange: () =>
        this.open(this.runs[this.choice.selectedIndex]) });
      this.file = element('input', { type: 'file',
        accept: '.json,.trace,.txt,application/json,text/plain',
        onchange: () => this.read(this.file.files[0]) });
      this.sentence = element('p', { class: 'sentence', role: 'status' });
      this.place = element('p', { class: 'place' });
      this.box = element('div', { class: 'lanes-box', onclick: (e) => {
        const cell = e.target.closest('[data-column]');
        if (cell) this.go(this.from + Number(cell.dataset.column));
      } });
      this.failed = element('ol', { class: 'failed' });
      this.note = element('p', { class: 'note' });
      this.ui = element('div', { class: 'ui viewer',
        ondragover: (e) => e.preventDefault(), ondrop: (e) => {
          e.preventDefault();
          this.read(e.dataTransfer.files[0]);
        } },
      element('div', { class: 'buttons' }, this.back, this.slider, this.forth,
        this.first),
      this.place, this.sentence, this.box, this.failed, this.note,
      element('div', { class: 'buttons' }, element('label', { class: 'open' },
        'Open your own report or trace ', this.file), this.choice));
    }

    /* ---- files ---- */

    async read(file) {
      if (!file) return;
      const tooBig = p.refuseSize(file.size);
      try {
        if (tooBig) throw new Error(tooBig);
        this.openAll(p.readFile(await file.text(), this.models));
      } catch (e) {
        this.complain(e.message);
      }
    }

    complain(text) {
      this.say(p.refuse('This file cannot be shown.', text));
    }

    openAll(runs) {
      this.runs = runs.map((run) => new p.RecordRun(run));
      this.choice.replaceChildren(...this.runs.map((r) =>
        element('option', {}, r.title)));
      this.open(this.runs[0]);
    }

    open(run) {
      this.run = run;
      this.at = this.from = 0;
      this.slider.max = run.count - 1;
      this.choice.hidden = !this.runs || this.runs.length < 2;
      this.note.textContent = run.note;
      this.first.hidden = run.wrong.length === 0;
      this.first.textContent = run.wrong.some((w) => !w.odd)
        ? 'First failed check' : 'First odd event';
      this.failed.replaceChildren(...run.wrong.slice(0, 40).map((w) =>
        element('li', {}, element('button', { type: 'button', class: 'quiet',
          onclick: () => this.go(w.event) }, w.reason
          ? capital(w.reason) + ' (' + (w.check || w.title) + ')'
          : w.title))));
      this.failed.hidden = run.wrong.length < 1;
      this.go(run.wrong.length && !run.wrong[0].odd ? run.wrong[0].event : 0);
    }

    /* ---- looking ---- */

    go(i) {
      if (!this.run) return;
      this.at = Math.max(0, Math.min(this.run.count - 1, i));
      this.slider.value = this.at;
      this.place.textContent = this.run.unit + ' ' + this.at + ' of ' +
        (this.run.count - 1) + ', ' + this.run.where(this.at);
      this.slider.setAttribute('aria-valuetext', this.place.textContent);
      this.say(this.run.sentence(this.at), this.run.wrong.filter((w) =>
        w.event === this.at && w.reason));
      this.draw();
    }

    /* What the report says about this event comes before what it is. */
    say(sentence, blamed) {
      const wrong = blamed || [];
      this.sentence.innerHTML = wrong.map(blame).join('') +
        (wrong.length ? '<span class="demand">This event: </span>' : '') +
        p.sentenceHtml(sentence);
      this.sentence.classList.toggle('refused',
        Boolean(sentence.refused || wrong.length));
    }

    /* As many columns as fit; they move only when the event leaves them. */
    draw() {
      if (!this.run) return;
      const wide = this.box.clientWidth || 640;
      const fit = Math.max(2, Math.floor((wide - NAME) / COLUMN));
      const edge = fit > 4 ? 1 : 0;
      if (this.at < this.from + edge || this.at >= this.from + fit - edge)
        this.from = this.at - Math.floor(fit * 2 / 3);
      this.from = Math.max(0, Math.min(this.from, this.run.count - fit));
      const to = Math.min(this.run.count, this.from + fit);
      const columns = [];
      for (let i = this.from; i < to; i++) columns.push(this.run.column(i));
      this.box.innerHTML = p.lanes(columns, this.run.lanes(this.from, to),
        this.at - this.from);
    }
  }

  p.Viewer = Viewer;

  /* A story's run; a block without lines waits for a file. */
  function openStory(viewer, data, models) {
    const kind = p.kinds[data.figure || 'lapic'];
    const options = kind.options(data.attributes, data.lines);
    const play = new p.Play(kind, models, options);
    for (const step of p.parseStory(kind, data.lines, options)) play.act(step);
    viewer.open(new p.StoryRun(kind, play.history, options));
  }

  async function start() {
    for (const root of
      document.querySelectorAll('.live-figure[data-kind="trace"]')) {
      const data = JSON.parse(root.querySelector('.live-data').textContent);
      let models = null;
      try { models = p.wasm ? await p.models() : null; } catch (e) {
        models = null;
      }
      const viewer = root.viewer = new Viewer(root, models);
      if (data.report) viewer.openAll(p.readReport(data.report));
      else if (models && data.lines.some((l) => l.trim()))
        openStory(viewer, data, models);
      else viewer.say(p.say('No file is open.', 'Choose the JSON of ' +
        '`pic2pi grade --json F --events`, or a trace.'));
    }
    document.documentElement.dataset.viewers = 'ready';
  }

  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', start);
  else
    start();
})(globalThis.pic2pi = globalThis.pic2pi || {});
