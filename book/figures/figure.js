/* book/figures/figure.js - a live figure in the page: its story with one
 * button, then free play.
 *
 * Finds every `.live-figure`, takes its story from the block's JSON, and lets
 * the reader step, undo, start over, or leave the story.  After each step one
 * sentence says why; what is refused says why not, and is never greyed out.
 * What a kind of figure can do and how it looks is the kind's file; if the
 * models cannot run, the static picture stays.  Browser only. */
(function (p) {
  'use strict';

  const COLUMN = 64; /* pixels of a lane's column, its name 96 */

  const element = (...all) => p.element(...all);

  let loading;
  p.models = function () {
    loading = loading || p.load(p.bytesOf(p.wasm));
    return loading;
  };

  class Figure {
    constructor(root, data, models) {
      this.root = root;
      this.kind = p.kinds[data.kind];
      this.options = this.kind.options(data.attributes, data.lines);
      this.steps = p.parseStory(this.kind, data.lines, this.options);
      this.play = new p.Play(this.kind, models, this.options);
      this.free = this.steps.length === 0;
      this.build();
      this.show();
      new ResizeObserver(() => this.showLanes()).observe(this.lanes);
    }

    /* ---- the parts, made once ---- */

    build() {
      const button = (label, act, cls) => element('button',
        { type: 'button', class: cls || '', onclick: act }, label);
      this.next = button('', () => this.step(), 'primary');
      this.undoButton = button('Undo', () => this.undo());
      this.overButton = button('Start over', () => this.startOver());
      this.tryButton = button('Try it yourself', () => this.open(), 'quiet');
      this.progress = element('span', { class: 'progress' });
      this.sentence = element('p', { class: 'sentence', role: 'status',
        tabindex: -1 });
      this.view = element('div', { class: 'view',
        onclick: (e) => this.clicked(e) });
      this.controls = element('div', { class: 'controls', role: 'group',
        'aria-label': 'Try it yourself' }, ...this.makeControls());
      this.lanes = element('div', { class: 'lanes-box' });
      this.ui = element('div', { class: 'ui' },
        element('div', { class: 'buttons' }, this.next, this.undoButton,
          this.overButton, this.tryButton, this.progress),
        this.sentence, this.controls, this.view, this.lanes);
      this.root.append(this.ui);
      this.root.classList.add('is-live');
    }

    makeControls() {
      return this.kind.controls
        .filter((c) => !c.when || this.options[c.when])
        .map((c) => c.range ? this.makeRange(c) : this.makeForm(c));
    }

    makeForm(control) {
      const fields = this.fieldsOf(control).map((f) => ({ ...f,
        input: f.choice ? this.makeChoice(f) : element('input', {
          type: 'text', value: f.value, size: 5, 'aria-label': f.name,
          class: f.wide ? 'wide' : '', autocomplete: 'off',
          spellcheck: 'false' }) }));
      const values = () => fields.map((f) => f.input.value.trim());
      const compose = control.compose || ((all) => all.join(' '));
      const made = control.compose ? element('output', {}) : '';
      const show = () => { made.textContent = this.composed(compose, values()); };
      const submit = (e) => {
        e.preventDefault();
        this.freely(() => compose(values()));
      };
      if (made) show();
      return element('form', { onsubmit: submit, oninput: made ? show
        : () => {} }, ...fields.map((f) =>
        f.fixed ? f.input : element('label', {}, f.name + ' ', f.input)),
      made, element('button', { type: 'submit' }, control.label));
    }

    /* What the fields of a form make, while they are filled in. */
    composed(compose, values) {
      try {
        return '= ' + compose(values).split(' ')[1];
      } catch {
        return '';
      }
    }

    /* A verb that is fixed is a field that nobody sees. */
    fieldsOf(control) {
      if (control.compose) return control.fields;
      const verb = Array.isArray(control.verb)
        ? { name: 'what', choice: control.verb, fixed: true }
        : { name: 'verb', choice: [[control.verb, ...(control.words || [])]
          .join(' ')], fixed: true };
      return [verb, ...(control.fields || [])];
    }

    makeChoice(field) {
      const choice = typeof field.choice === 'function'
        ? field.choice(this.options) : field.choice;
      return element('select', { 'aria-label': field.name,
        hidden: choice.length < 2 && !!field.fixed },
      ...choice.map((c) => element('option', { value: String(c) }, String(c))));
    }

    makeRange(control) {
      const { name, low, high, shift, read } = control.range;
      const shown = element('output', {});
      const input = element('input', { type: 'range', min: low, max: high,
        step: 1, 'aria-label': name,
        oninput: () => { shown.textContent = input.value; },
        onchange: () => this.freely(control.verb + ' ' +
          (Number(input.value) << shift)) });
      this.follow = (this.follow || []).concat((state) => {
        input.value = read(state);
        shown.textContent = input.value;
      });
      return element('label', { class: 'range' }, name + ' ', input, shown);
    }

    /* ---- what the reader does ---- */

    /* The story goes on where nothing else was done. */
    nextStep() {
      const done = this.play.history.slice(1);
      return done.every((e) => e.fromStory) ? this.steps[done.length]
        : undefined;
    }

    step() {
      this.play.act(this.nextStep());
      this.play.now.fromStory = true;
      if (!this.nextStep()) this.free = true;
      this.show();
    }

    /* `line`: a step in words, or what makes one. */
    freely(line) {
      let step;
      try {
        step = p.parseStep(this.kind, typeof line === 'function' ? line()
          : line, this.options);
      } catch (e) {
        this.say(p.refuse('That is no step:', e.message + '.'));
        return;
      }
      this.play.act(step);
      this.show();
    }

    clicked(event) {
      const cell = event.target.closest('[data-send]');
      if (cell && this.free) this.freely('send ' + cell.dataset.send);
    }

    undo() {
      this.play.undo();
      this.show();
    }

    startOver() {
      this.play.restart();
      this.show();
    }

    open() {
      this.free = true;
      this.show();
      const first = this.controls.querySelector('input, button');
      if (first) first.focus();
    }

    /* ---- what the reader sees ---- */

    show() {
      const next = this.nextStep();
      const done = this.play.history.length - 1;
      const focused = document.activeElement;
      this.next.hidden = !next;
      if (next) this.next.textContent = 'Next: ' + next.text;
      this.undoButton.hidden = this.overButton.hidden = done === 0;
      this.tryButton.hidden = this.free;
      this.controls.hidden = !this.free;
      this.ui.classList.toggle('free', this.free);
      this.progress.textContent = next
        ? 'step ' + done + ' of ' + this.steps.length : '';
      this.say(this.play.now.sentence);
      this.view.innerHTML = this.kind.view(this.play.now.state,
        this.play.before.state, this.options, this.play.now.step);
      (this.follow || []).forEach((f) => f(this.play.now.state));
      this.showLanes();
      this.keepFocus(focused);
    }

    /* A button that went away hands the focus on; at the story's end to the
     * sentence, where one Enter too many does nothing. */
    keepFocus(focused) {
      if (!focused || !focused.hidden || !this.ui.contains(focused)) return;
      if (focused === this.next) {
        this.sentence.focus();
        return;
      }
      const other = [this.next, this.undoButton, this.tryButton]
        .find((b) => !b.hidden) || this.controls.querySelector('button');
      if (other) other.focus();
    }

    say(sentence) {
      this.sentence.innerHTML = p.sentenceHtml(sentence);
      this.sentence.classList.toggle('refused', sentence.refused);
      if (this.play.history.length > 1 && !this.nextStep() &&
          this.play.now.fromStory)
        this.sentence.append(element('em', {},
          ' The story ends here: now it is yours.'));
    }

    showLanes() {
      const all = this.play.history;
      const wide = this.lanes.clientWidth || 640;
      const fit = Math.max(2, Math.floor((wide - 96) / COLUMN));
      const shown = all.slice(-fit);
      if (all.length < 2) {
        this.lanes.innerHTML = '';
        return;
      }
      const columns = shown.map((e) => ({
        head: e.step ? e.step.verb : 'start',
        sub: e.step ? e.step.text.split(' ').slice(1).join(' ') : '' }));
      this.lanes.innerHTML = p.lanes(columns,
        p.lanesOf(this.kind, shown, this.options), columns.length - 1);
    }
  }

  p.Figure = Figure;

  async function start() {
    for (const root of document.querySelectorAll('.live-figure[data-kind]')) {
      const data = JSON.parse(root.querySelector('.live-data').textContent);
      if (!p.kinds[data.kind] || !p.kinds[data.kind].act) continue;
      try {
        root.figure = new Figure(root, data, await p.models());
      } catch (e) {
        root.prepend(element('p', { class: 'live-note' },
          'The live figure cannot run here (' + e.message +
          '). This is its story.'));
      }
    }
    document.documentElement.dataset.figures = 'ready';
  }

  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', start);
  else
    start();
})(globalThis.pic2pi = globalThis.pic2pi || {});
