/*
 * book/lib/timing.mjs - [timing]: signals over time, a character a tick.
 *
 * A line is a name, two spaces or more, the wave, then the words of its
 * values and a remark after `|`.  0 low, 1 high, . as before, x unknown,
 * = a new value.
 */
import * as svg from "./svg.mjs";

const LINE = /^(\S.*?)\s{2,}([01.x=]+)(?:\s+([^|]*?))?\s*(?:\|\s*(.*))?$/;
const HIGH = 5, LOW = 27, ROW = 40;

function parse(block, problems) {
  const signals = [];
  block.lines.forEach((raw, index) => {
    const text = raw.trimEnd();
    if (text === "") return;
    const match = LINE.exec(text);
    const fault = (what) => problems.at(block.file, block.line + 1 + index, `timing: ${what}`);
    if (!match)
      return fault(`cannot read '${text}'; a line is a name, two spaces, and a wave of 0 1 . x =`);
    const [, name, wave, words = "", remark] = match;
    const values = words.trim() === "" ? [] : words.trim().split(/\s+/);
    const wanted = wave.split("=").length - 1;
    if (wave[0] === ".") return fault(`${name}: a wave cannot begin with '.'`);
    if (values.length > wanted)
      return fault(`${name}: ${values.length} words for ${wanted} values (=)`);
    signals.push({ name, wave, values, remark });
  });
  const length = Math.max(0, ...signals.map((s) => s.wave.length));
  for (const s of signals)
    if (s.wave.length !== length)
      problems.at(block.file, block.line, `timing: ${s.name} has ${s.wave.length} ticks, the ` +
        `longest ${length}; give all the same`);
  return { signals, length };
}

/* Runs of equal state: [{state, from, to, value}]. */
function spans({ wave, values }) {
  const list = [];
  let next = 0;
  [...wave].forEach((c, tick) => {
    const last = list[list.length - 1];
    if (c === "." || (last && last.state === c && c !== "=")) last.to = tick + 1;
    else list.push({ state: c, from: tick, to: tick + 1, value: c === "=" ? values[next++] : "" });
  });
  return list;
}

function drawWave(signal, x0, y, tick) {
  const list = spans(signal);
  let out = "", d = "", pen = null;
  for (const { state, from, to, value } of list) {
    const [a, b] = [x0 + from * tick, x0 + to * tick];
    if (state === "0" || state === "1") {
      const level = y + (state === "1" ? HIGH : LOW);
      d += pen === null ? `M${a} ${level}` : `L${a} ${level}`;
      d += `L${b} ${level}`;
      pen = level;
      continue;
    }
    pen = null;
    const edge = Math.min(4, tick / 4);
    out += svg.path(`M${a} ${y + 16}l${edge} ${HIGH - 16}H${b - edge}L${b} ${y + 16}` +
      `l${-edge} ${LOW - 16}H${a + edge}z`, state === "x" ? "unknown" : "value");
    if (value) out += svg.text((a + b) / 2, y + 20.5, value, "name", "middle");
  }
  return out + (d ? svg.path(d, "wave") : "");
}

function inWords({ signals }) {
  const word = { 0: "low", 1: "high", x: "unknown" };
  return signals.map((s) => `${s.name}: ${spans(s).map((p) =>
    `${word[p.state] ?? p.value ?? "a value"} from ${p.from} to ${p.to}`).join(", ")}` +
    `${s.remark ? `; ${s.remark}` : ""}.`).join(" ");
}

function grid(length, x0, tick, bottom) {
  let d = "";
  for (let i = 0; i <= length; i++) d += `M${x0 + i * tick} 14V${bottom}`;
  const every = length > 24 ? 4 : length > 12 ? 2 : 1;
  let out = svg.path(d, "grid");
  for (let i = 0; i < length; i += every)
    out += svg.text(x0 + (i + 0.5) * tick, 10, `${i}`, "bit", "middle");
  return out;
}

/* HTML of the block, or "" after a fault. */
export function drawTiming(block, problems) {
  const before = problems.list.length;
  const diagram = parse(block, problems);
  if (problems.list.length > before) return "";
  if (diagram.signals.length === 0) {
    problems.at(block.file, block.line, "timing: is empty");
    return "";
  }
  const x0 = Math.max(...diagram.signals.map((s) => svg.textWidth(s.name, 14))) + 18;
  const tick = Math.max(16, Math.min(34, (690 - x0) / diagram.length));
  const widest = Math.max(0, ...diagram.signals.map((s) => svg.textWidth(s.remark ?? "", 13)));
  const width = x0 + Math.max(diagram.length * tick, widest) + 4;
  let y = 18, out = "";
  for (const signal of diagram.signals) {
    out += svg.text(0, y + 21, signal.name, "actor", "start") +
      drawWave(signal, x0, y, tick);
    if (signal.remark) out += svg.label(x0, y + 44, signal.remark, "remark", "start", 13);
    y += ROW + (signal.remark ? 16 : 0);
  }
  return svg.picture({
    id: block.id, width, height: y, title: block.plainTitle, cls: "timing",
    desc: block.attributes.desc ?? inWords(diagram), least: width * 0.8,
  }, grid(diagram.length, x0, tick, y - 6) + out);
}
