/*
 * book/lib/sequence.mjs - [sequence]: who says what to whom, in order.
 *
 * Each line is a message (A -> B : text, A --> B : text), a note at one of
 * them (note A : text), a remark across (--- text), or the order of the
 * columns when it is not that of first mention (actors A, B, C).
 */
import * as svg from "./svg.mjs";

const MESSAGE = /^(.+?)\s*(-->|->)\s*(.+?)\s*:\s*(.+)$/;
const SIZE = 13.5;

function parse(block, problems) {
  const actors = [];
  const steps = [];
  const actor = (name) => {
    if (!actors.includes(name)) actors.push(name);
    return name;
  };
  block.lines.forEach((raw, index) => {
    const text = raw.trim();
    if (text === "") return;
    const list = /^actors\s+(.+)$/.exec(text);
    const note = /^note\s+(.+?)\s*:\s*(.+)$/.exec(text);
    const remark = /^---\s*(.+)$/.exec(text);
    const message = MESSAGE.exec(text);
    if (list) list[1].split(/\s*,\s*/).forEach(actor);
    else if (note) steps.push({ kind: "note", at: actor(note[1]), text: note[2] });
    else if (remark) steps.push({ kind: "remark", text: remark[1] });
    else if (message)
      steps.push({ kind: "message", from: actor(message[1]), to: actor(message[3]),
        answer: message[2] === "-->", text: message[4] });
    else
      problems.at(block.file, block.line + 1 + index, `sequence: cannot read '${text}'; a line ` +
        "is 'A -> B : text', 'A --> B : text', 'note A : text', '--- text' or 'actors A, B'");
  });
  return { actors, steps };
}

const boxWidth = (name) => svg.textWidth(name, 14) + 34;

/* x of each actor's line, wide enough for every text between two of them. */
function columns({ actors, steps }) {
  const gap = actors.slice(1).map((name, i) =>
    Math.max(96, (boxWidth(name) + boxWidth(actors[i])) / 2 + 18));
  const need = (i, j, width) => {
    const have = gap.slice(i, j).reduce((a, b) => a + b, 0);
    if (have < width) for (let k = i; k < j; k++) gap[k] += (width - have) / (j - i);
  };
  for (const step of steps) {
    const width = svg.textWidth(step.text, SIZE) + 36;
    if (step.kind === "message" && step.from !== step.to) {
      const [i, j] = [actors.indexOf(step.from), actors.indexOf(step.to)].sort((a, b) => a - b);
      need(i, j, width);
    } else if (step.kind === "note" || step.kind === "message") {
      const i = actors.indexOf(step.at ?? step.from);
      const half = step.kind === "note" ? width / 2 : width;
      if (i < gap.length) need(i, i + 1, half + 12);
      if (i > 0 && step.kind === "note") need(i - 1, i, half + 12);
    }
  }
  return gap.reduce((xs, g) => [...xs, xs[xs.length - 1] + g], [0]);
}

function noteBox(x, y, text) {
  const width = svg.textWidth(text, SIZE) + 24;
  return svg.rect(x - width / 2, y - 15, width, 22, "note", 4) +
    svg.text(x, y + 1, text, "label", "middle");
}

function message(step, x1, x2, y) {
  const cls = step.answer ? "stroke answer" : "stroke";
  if (x1 === x2)
    return svg.path(`M${x1} ${y - 8}h22v14h-14`, cls) + svg.head(x1 + 1, y + 6, false) +
      svg.label(x1 + 30, y + 3, step.text, "label", "start", SIZE);
  const right = x2 > x1;
  return svg.label((x1 + x2) / 2, y - 6, step.text, "label", "middle", SIZE) +
    svg.line(x1, y, x2 + (right ? -6 : 6), y, cls) + svg.head(x2, y, right);
}

function height(step) {
  return step.kind === "remark" ? 30 : 35;
}

function inWords({ steps }) {
  return steps.map((s) => s.kind === "message"
    ? `${s.from} to ${s.to}${s.answer ? ", in answer" : ""}: ${s.text}.`
    : s.kind === "note" ? `At ${s.at}: ${s.text}.` : `${s.text}.`).join(" ");
}

/* Leftmost and rightmost point of everything that is drawn. */
function extent(diagram, xs) {
  let left = Math.min(...xs.map((x, i) => x - boxWidth(diagram.actors[i]) / 2));
  let right = Math.max(...xs.map((x, i) => x + boxWidth(diagram.actors[i]) / 2));
  for (const step of diagram.steps) {
    const x = xs[diagram.actors.indexOf(step.at ?? step.from)] ?? xs[0];
    const width = svg.textWidth(step.text, SIZE) + 26;
    if (step.kind === "note") {
      left = Math.min(left, x - width / 2);
      right = Math.max(right, x + width / 2);
    } else if (step.kind === "message" && step.from === step.to) {
      right = Math.max(right, x + 34 + width);
    } else if (step.kind === "remark") {
      right = Math.max(right, left + width);
    }
  }
  return [left - 2, right + 2];
}

function body(diagram, xs, left, right, bottom) {
  let y = 36;
  let out = xs.map((x) => svg.line(x, 32, x, bottom, "life")).join("");
  for (const step of diagram.steps) {
    const x = (name) => xs[diagram.actors.indexOf(name)];
    y += height(step);
    if (step.kind === "note") out += noteBox(x(step.at), y, step.text);
    else if (step.kind === "message") out += message(step, x(step.from), x(step.to), y);
    else
      out += svg.line(left, y + 5, right, y + 5, "across") +
        svg.label(left + 4, y - 2, step.text, "remark", "start", 13);
  }
  return out;
}

function heads(diagram, xs) {
  return xs.map((x, i) => {
    const width = boxWidth(diagram.actors[i]);
    return svg.rect(x - width / 2, 1, width, 30, "box", 5) +
      svg.text(x, 21, diagram.actors[i], "actor", "middle");
  }).join("");
}

/* HTML of the block, or "" after a fault. */
export function drawSequence(block, problems) {
  const before = problems.list.length;
  const diagram = parse(block, problems);
  if (problems.list.length > before) return "";
  if (diagram.actors.length === 0) {
    problems.at(block.file, block.line, "sequence: is empty");
    return "";
  }
  const xs = columns(diagram);
  const [left, right] = extent(diagram, xs);
  const moved = xs.map((x) => x - left);
  const bottom = 36 + diagram.steps.reduce((sum, s) => sum + height(s), 0) + 16;
  const width = right - left;
  return svg.picture({
    id: block.id, width, height: bottom + 1, title: block.plainTitle, cls: "sequence",
    desc: block.attributes.desc ?? inWords(diagram), least: width * 0.8,
  }, body(diagram, moved, 1, width - 1, bottom) + heads(diagram, moved));
}
