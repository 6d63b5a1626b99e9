/* book/figures/story.js - a story: lines such as `send 0x31`, read into steps
 * and played on a figure's machine.
 *
 * A kind of figure lists its verbs with the types of their arguments, so that
 * the build, the story and free play accept exactly the same.  A line may end
 * with ` -- ` and the author's remark.  `#` begins a comment.  What a step does
 * is the kind's business. */
(function (p) {
  'use strict';

  p.kinds = p.kinds || {};

  function number(word, low, high, what) {
    const good = /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(word || '');
    const value = good ? Number(word) : NaN;
    if (!good || value < low || value > high)
      throw new Error((word === undefined ? 'missing ' + what
        : '\'' + word + '\' is not a ' + what) + ', ' + p.range(low, high));
    return value;
  }
  p.range = (low, high) => high > 15
    ? 'a number from ' + p.hex(low) + ' to ' + p.hex(high)
    : 'a number from ' + low + ' to ' + high;

  const TYPES = {
    vector: (w) => number(w, 0, 255, 'vector'),
    byte: (w) => number(w, 0, 255, 'byte'),
    irq: (w) => number(w, 0, 15, 'IRQ'),
    pin: (w) => number(w, 0, 23, 'pin'),
    word: (w) => number(w, 0, 0xffffffff, 'word of 32 bits'),
    count: (w) => number(w, 0, 4096, 'count of bytes'),
    cpu: (w, o) => number(w, 0, (o.cpus || 1) - 1, 'CPU'),
  };

  function argument(type, word, options) {
    const optional = type.endsWith('?');
    const name = optional ? type.slice(0, -1) : type;
    if (optional && word === undefined) return undefined;
    if (TYPES[name]) return TYPES[name](word, options);
    if (!name.split('|').includes(word))
      throw new Error('\'' + (word || '') + '\' is not ' +
        name.split('|').join(' or '));
    return word;
  }

  /* One line to {verb, args, text, note}; throws with what would be right. */
  p.parseStep = function (kind, line, options) {
    const [story, note] = line.split(/\s+--\s+/, 2);
    const words = story.trim().split(/\s+/);
    const types = kind.verbs[words[0]];
    if (!types)
      throw new Error('unknown verb \'' + words[0] + '\'; ' + kind.name +
        ' knows ' + Object.keys(kind.verbs).join(', '));
    if (words.length - 1 > types.length)
      throw new Error('\'' + words[0] + '\' takes ' + types.length +
        ' words, not ' + (words.length - 1));
    const args = types.map((type, i) => argument(type, words[i + 1], options));
    return { verb: words[0], args, text: words.join(' '), note: note || '' };
  };

  /* All lines; an error carries the index of its line as `.index`. */
  p.parseStory = function (kind, lines, options) {
    const steps = [];
    lines.forEach((line, index) => {
      const text = line.replace(/(^|\s)#.*$/, '').trim();
      if (!text) return;
      try {
        steps.push(p.parseStep(kind, text, options));
      } catch (e) {
        e.index = index;
        throw e;
      }
    });
    return steps;
  };

  /* One figure in the middle of its history.  history[0] is the beginning;
   * each entry holds what undo needs and what the pictures show. */
  class Play {
    constructor(kind, models, options) {
      this.kind = kind;
      this.options = options || {};
      this.piece = kind.create(models, this.options);
      this.restart();
    }

    restart() {
      this.kind.reset(this.piece, this.options);
      const state = this.kind.read(this.piece, this.options);
      this.history = [{ step: null, bytes: this.piece.copy(), state,
        sentence: this.kind.begin(state, this.options) }];
    }

    get now() { return this.history[this.history.length - 1]; }
    get before() {
      return this.history[Math.max(0, this.history.length - 2)];
    }

    act(step) {
      const before = this.now.state;
      const sentence = this.kind.act(this.piece, step, before, this.options);
      if (step.note) sentence.body = p.join(sentence.body, step.note);
      const state = this.kind.read(this.piece, this.options);
      if (state.broken) throw new Error('the model broke a promise of its own');
      this.history.push({ step, sentence, state, bytes: this.piece.copy() });
      return sentence;
    }

    undo() {
      if (this.history.length < 2) return false;
      this.history.pop();
      this.piece.restore(this.now.bytes);
      return true;
    }
  }

  p.Play = Play;

  /* Lanes of a whole history, highest first: [{key, label, kind, cells}], a
   * cell for each entry.  A lane appears when it was ever not empty. */
  p.lanesOf = function (kind, history, options) {
    const lanes = new Map();
    history.forEach((entry, column) => {
      for (const lane of kind.lanes(entry.state, options)) {
        if (!lanes.has(lane.key))
          lanes.set(lane.key, { ...lane, value: undefined, cells: [] });
        lanes.get(lane.key).cells[column] = lane.value;
      }
    });
    const list = [...lanes.values()];
    for (const lane of list)
      for (let i = 0; i < history.length; i++)
        if (lane.cells[i] === undefined) lane.cells[i] = lane.empty || '';
    return list.sort((a, b) => b.order - a.order);
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
