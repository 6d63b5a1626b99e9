/*
 * book/lib/register.mjs - the text of a [register] block as fields with places.
 *
 * Positions come from a header of model/regs (from=, prefix=), or are written
 * and, when a header is named, held against it.  Every bit has to be covered
 * exactly once, reserved ones too.  Drawing is register_picture.mjs.
 */
import { macrosOf, value, runs } from "./header.mjs";
import { suggest } from "./text.mjs";

const ACCESS = new Set(["rw", "ro", "wo", "rc", "w1c", "wo1"]);
const POSITION = /^(\d+)(?::(\d+))?\s+(\S+)\s*(.*)$/;
const NAMED = /^([A-Za-z_]\w*)\s*(.*)$/;

/* "RIRR ro Remote IRR" -> {label, access, meaning} */
function describe(name, rest) {
  const words = rest.split(/\s+/);
  const field = { name, label: name, access: "rw", meaning: "" };
  if (!ACCESS.has(words[0]) && ACCESS.has(words[1])) field.label = words.shift();
  if (ACCESS.has(words[0])) field.access = words.shift();
  field.meaning = words.join(" ");
  return field;
}

class Layout {
  constructor(block, sources, problems) {
    this.block = block;
    this.problems = problems;
    this.fields = [];
    this.prefix = block.attributes.prefix;
    this.macros = this.#header(sources);
  }

  fault(line, text) {
    this.problems.at(this.block.file, line, `register: ${text}`);
  }

  #header(sources) {
    const from = this.block.attributes.from;
    if (!from) return null;
    const source = sources.open(`model/regs/${from}`);
    if (!source) this.fault(this.block.line, `no header model/regs/${from}`);
    if (source && !this.prefix)
      this.fault(this.block.line, "from= needs prefix=, the register's name in the header");
    return source ? macrosOf(source) : null;
  }

  /* The mask that the header gives `name`, or null. */
  mask(name) {
    for (const macro of [`${this.prefix}_${name}`, name])
      if (this.macros?.has(macro)) return { macro, mask: value(this.macros, macro) };
    return null;
  }

  #fromHeader(name, rest, line) {
    const found = this.mask(name);
    if (!found) {
      const known = [...this.macros.keys()].filter((m) => m.startsWith(`${this.prefix}_`));
      return this.fault(line, `no field ${this.prefix}_${name} in ${this.block.attributes.from}` +
        suggest(`${this.prefix}_${name}`, known));
    }
    for (const run of runs(found.mask))
      this.fields.push({ ...describe(name, rest), ...run, macro: found.macro, line });
  }

  #fromPlace(match, line) {
    const high = Number(match[1]);
    const low = Number(match[2] ?? match[1]);
    if (low > high || high > 63)
      return this.fault(line, `bits ${match[1]}:${match[2]}: write high:low, 63 at most`);
    if (match[3] === "-" || match[3] === "RSVD")
      return this.fields.push({ high, low, reserved: true, line });
    const field = { ...describe(match[3], match[4]), high, low, line };
    const found = this.macros && this.mask(match[3]);
    const bits = ((1n << BigInt(high - low + 1)) - 1n) << BigInt(low);
    if (found && found.mask !== bits)
      this.fault(line, `${match[3]} is bits ${high}:${low} here, and ${
        runs(found.mask).map((r) => `${r.high}:${r.low}`).join(", ")} in ${
        this.block.attributes.from}; take the place out of the chapter`);
    else if (this.macros && !found)
      this.fault(line, `no field ${this.prefix}_${match[3]} in ${this.block.attributes.from}`);
    this.fields.push({ ...field, macro: found?.macro });
  }

  read() {
    this.block.lines.forEach((text, index) => {
      const line = this.block.line + 1 + index;
      if (text.trim() === "") return;
      const placed = POSITION.exec(text.trim());
      const named = NAMED.exec(text.trim());
      if (placed) this.#fromPlace(placed, line);
      else if (named && this.macros) this.#fromHeader(named[1], named[2], line);
      else if (named)
        this.fault(line, "a field needs its place (7:0 NAME ...), or the block from= and prefix=");
      else this.fault(line, `cannot read '${text.trim()}'`);
    });
    this.#reserve();
  }

  #reserve() {
    const name = this.block.attributes.reserved ?? `${this.prefix}_RSVD`;
    if (!this.macros || this.fields.some((f) => f.reserved)) return;
    if (this.macros.has(name))
      for (const run of runs(value(this.macros, name)))
        this.fields.push({ ...run, reserved: true, line: this.block.line });
    else if (this.block.attributes.reserved)
      this.fault(this.block.line, `no macro ${name} in ${this.block.attributes.from}`);
  }

  /* Each bit of the register has exactly one owner. */
  cover(bits) {
    const owner = new Array(bits).fill(null);
    for (const field of this.fields)
      for (let bit = field.low; bit <= field.high; bit++) {
        if (bit >= bits)
          return this.fault(field.line, `bit ${bit} of ${field.name ?? "a reserved field"} is ` +
            `outside ${bits} bits; set bits=`);
        if (owner[bit])
          return this.fault(field.line, `bit ${bit} belongs to ${field.name ?? "-"} and to ${
            owner[bit].name ?? "a reserved field"}: an overlap`);
        owner[bit] = field;
      }
    const hole = owner.indexOf(null);
    if (hole >= 0)
      this.fault(this.block.line, `bit ${hole} belongs to nothing: name its field, or write ` +
        `'${hole} -' when it is reserved`);
  }
}

/* {bits, fields from high to low}, or null after a fault. */
export function readRegister(block, sources, problems) {
  const before = problems.list.length;
  const layout = new Layout(block, sources, problems);
  if (problems.list.length > before) return null;
  const top = () => Math.max(...layout.fields.map((f) => f.high));
  layout.read();
  if (layout.fields.length === 0 && problems.list.length === before)
    layout.fault(block.line, "has no fields");
  if (problems.list.length > before) return null;
  const bits = Number(block.attributes.bits ?? (top() > 31 ? 64 : top() > 15 ? 32 : top() > 7 ? 16 : 8));
  layout.cover(bits);
  if (problems.list.length > before) return null;
  return { bits, fields: layout.fields.sort((a, b) => b.high - a.high) };
}
