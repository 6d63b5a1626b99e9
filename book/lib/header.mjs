/*
 * book/lib/header.mjs - fields of a register, read from model/regs/hw/*.h.
 *
 * Knows what those headers are made of and no more: BIT(n), BITS(high, low),
 * numbers, other macros, and | & ~ + - << with parentheses.  So the book's
 * pictures and the C code have one source and cannot disagree; bits.h itself
 * says what BIT and BITS mean.
 */

const WORD = /\s*(?:(0[xX][0-9a-fA-F]+|\d+)[uUlL]*|([A-Za-z_]\w*)|(<<|[|&~()+\-,]))/y;
const ALL = (1n << 64n) - 1n;

/* Lines of `source` with continuations joined: [{n, text}]. */
function logicalLines(source) {
  const out = [];
  source.lines.forEach((text, index) => {
    const last = out[out.length - 1];
    if (last?.text.endsWith("\\")) last.text = last.text.slice(0, -1) + text;
    else out.push({ n: index + 1, text });
  });
  return out;
}

/* Object-like macros of a header: name -> {n, text}. */
export function macrosOf(source) {
  const macros = new Map();
  for (const { n, text } of logicalLines(source)) {
    const match = /^#define\s+(\w+)\s+(.+)$/.exec(text);
    if (match) macros.set(match[1], { n, text: match[2].replace(/\/\*.*$/, "").trim() });
  }
  return macros;
}

function tokens(text) {
  const list = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.trimEnd().length) {
    const match = WORD.exec(text);
    if (!match) throw new Error(`cannot read '${text}'`);
    list.push(match[1] ?? match[2] ?? match[3]);
  }
  return list;
}

const BINARY = [["|"], ["&"], ["<<"], ["+", "-"]];
const APPLY = {
  "|": (a, b) => a | b, "&": (a, b) => a & b, "<<": (a, b) => a << b,
  "+": (a, b) => a + b, "-": (a, b) => a - b,
};

class Expression {
  constructor(text, macros) {
    this.list = tokens(text);
    this.macros = macros;
    this.at = 0;
  }

  take(wanted) {
    if (this.list[this.at] !== wanted) throw new Error(`expected '${wanted}'`);
    this.at++;
  }

  /* Operators of the level and all that bind closer. */
  level(depth) {
    if (depth === BINARY.length) return this.unary();
    let value = this.level(depth + 1);
    while (BINARY[depth].includes(this.list[this.at])) {
      const sign = this.list[this.at++];
      value = APPLY[sign](value, this.level(depth + 1)) & ALL;
    }
    return value;
  }

  unary() {
    const word = this.list[this.at++];
    if (word === undefined) throw new Error("ends too early");
    if (word === "~") return ~this.unary() & ALL;
    if (word === "(") return this.rest(this.level(0));
    if (/^\d/.test(word)) return BigInt(word);
    if (word === "BIT" || word === "BITS") return this.bits(word);
    return value(this.macros, word);
  }

  rest(inner) {
    this.take(")");
    return inner;
  }

  bits(word) {
    this.take("(");
    const high = this.level(0);
    let low = high;
    if (word === "BITS") {
      this.take(",");
      low = this.level(0);
    }
    return this.rest(((1n << (high - low + 1n)) - 1n) << low);
  }
}

/* The number that macro `name` stands for; throws when it is none. */
export function value(macros, name) {
  const macro = macros.get(name);
  if (!macro) throw new Error(`no macro '${name}'`);
  const expression = new Expression(macro.text, macros);
  const result = expression.level(0);
  if (expression.at !== expression.list.length) throw new Error(`'${macro.text}' is no constant`);
  return result;
}

/* The runs of ones in a mask, from high to low: [{high, low}]. */
export function runs(mask) {
  const found = [];
  for (let bit = 63; bit >= 0; bit--) {
    if (!((mask >> BigInt(bit)) & 1n)) continue;
    const last = found[found.length - 1];
    if (last && last.low === bit + 1) last.low = bit;
    else found.push({ high: bit, low: bit });
  }
  return found;
}
