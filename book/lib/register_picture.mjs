/*
 * book/lib/register_picture.mjs - a register drawn, said, and as a table.
 *
 * Two drawings of the same fields: 32 bits a row for a page and 16 for a
 * phone; the style sheet shows one of them.  A name that its box cannot hold
 * hangs below on a line.  The table says everything the picture does.
 */
import * as svg from "./svg.mjs";
import { escape, typeset } from "./text.mjs";

const SIZE = 13;    // of a field's name
const BOX = 34;     // height of a row's boxes
const STEP = 17;    // between two hanging names

export const places = (f) => (f.high === f.low ? `${f.high}` : `${f.high}:${f.low}`);

/* The part of a field that lies in the row of bits top..bottom. */
function within(field, top, bottom) {
  if (field.high < bottom || field.low > top) return null;
  return { ...field, high: Math.min(field.high, top), low: Math.max(field.low, bottom) };
}

function numbers(part, x, y, width) {
  if (part.high === part.low) return svg.text(x + width / 2, y, `${part.high}`, "bit", "middle");
  if (width < 34)
    return svg.text(x + 1, y, `${part.high}`, "bit", "start") +
      svg.text(x + width - 1, y, `${part.low}`, "bit", "end");
  return svg.text(x + 5, y, `${part.high}`, "bit", "start") +
    svg.text(x + width - 5, y, `${part.low}`, "bit", "end");
}

function ticks(x, y, count, cell) {
  let d = "";
  for (let i = 1; i < count; i++) d += `M${x + i * cell} ${y}v-4`;
  return d ? svg.path(d, "tick") : "";
}

/* Names too long for their boxes, below the row; returns [svg, height]. */
function hanging(list, y, right) {
  let out = "";
  list.forEach(({ part, x }, index) => {
    const depth = y + 10 + (list.length - index) * STEP;
    const flip = x + 16 + svg.textWidth(part.label, SIZE, true) > right;
    const to = flip ? -9 : 9;
    out += svg.path(`M${x} ${y - BOX / 2}V${depth - 4}h${to}`, "lead") +
      svg.shape("circle", { cx: x, cy: y - BOX / 2, r: 2, class: "dot" });
    out += svg.label(x + to + (flip ? -3 : 3), depth, part.label, "name", flip ? "end" : "start", SIZE, true);
  });
  return [out, list.length ? 10 + list.length * STEP : 0];
}

function row(fields, top, bottom, g, y) {
  const hang = [];
  let out = "";
  for (const field of fields) {
    const part = within(field, top, bottom);
    if (!part) continue;
    const x = g.margin + (top - part.high) * g.cell;
    const width = (part.high - part.low + 1) * g.cell;
    out += svg.rect(x, y + 16, width, BOX, part.reserved ? "box rsvd" : "box") +
      ticks(x, y + 16 + BOX, part.high - part.low + 1, g.cell) + numbers(part, x, y + 11, width);
    if (part.reserved) continue;
    if (svg.textWidth(part.label, SIZE, true) <= width - 4)
      out += svg.text(x + width / 2, y + 16 + BOX / 2 + 4.5, part.label, "name", "middle");
    else hang.push({ part, x: x + width / 2 });
  }
  const [names, height] = hanging(hang, y + 16 + BOX, g.width);
  return [out + names, 16 + BOX + height];
}

function inWords(register) {
  const said = register.fields.map((f) =>
    `${f.high === f.low ? "bit" : "bits"} ${places(f).replace(":", " to ")} ` +
    (f.reserved ? "reserved" : f.name.replace(/_/g, " ")));
  return `${register.bits} bits: ${said.join(", ")}.`;
}

function drawing(register, block, perRow) {
  const cells = Math.min(perRow, register.bits);
  const g = { margin: 6, cell: perRow === 32 ? 22 : 20 };
  g.width = 2 * g.margin + cells * g.cell;
  let y = 0;
  let out = "";
  for (let top = register.bits - 1; top >= 0; top -= cells) {
    const [part, height] = row(register.fields, top, Math.max(0, top - cells + 1), g, y);
    out += part;
    y += height + 13;
  }
  const size = perRow === 32 && cells > 16 ? "wide" : perRow === 32 ? "any" : "narrow";
  return svg.picture({
    id: `${block.id}-${size}`, width: g.width, height: y, title: block.plainTitle,
    desc: block.attributes.desc ?? inWords(register), cls: `register ${size}`,
  }, out);
}

function tableRow(field, mixed) {
  const name = field.macro ? ` title="${escape(field.macro)}"` : "";
  return `<tr><td class="bits">${places(field)}</td><td><code${name}>${
    escape(field.name.replace(/_/g, "_\u200b"))}</code>${field.label !== field.name
    ? ` <span class="short">${escape(field.label)}</span>` : ""}</td>` +
    (mixed ? `<td>${field.access}</td>` : "") + `<td>${typeset(field.meaning)}</td></tr>`;
}

function table(register) {
  const fields = register.fields.filter((f) => !f.reserved);
  const access = new Set(fields.map((f) => f.access));
  const mixed = access.size > 1 || !access.has("rw");
  return `<div class="scroll"><table class="fields"><thead><tr><th scope="col">Bits</th>` +
    `<th scope="col">Field</th>${mixed ? '<th scope="col">Access</th>' : ""}` +
    `<th scope="col">Meaning</th></tr></thead><tbody>${
      fields.map((f) => tableRow(f, mixed)).join("")}</tbody></table></div>`;
}

/* HTML of the pictures and the table. */
export function drawRegister(register, block) {
  const wide = drawing(register, block, 32);
  const narrow = register.bits > 16 ? drawing(register, block, 16) : "";
  return wide + narrow + table(register);
}
