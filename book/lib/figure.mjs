/*
 * book/lib/figure.mjs - a block that becomes a figure: drawn here, or live.
 *
 * Drawn ones are SVG made of text; live ones come from live.mjs as HTML whose
 * scripts the page loads.  All get the same frame: id, number, caption.
 */
import fs from "node:fs";
import path from "node:path";
import { drawDot } from "./dot.mjs";
import { readRegister } from "./register.mjs";
import { drawRegister } from "./register_picture.mjs";
import { drawSequence } from "./sequence.mjs";
import { drawTiming } from "./timing.mjs";
import { escape, plain } from "./text.mjs";

/* A node as the plain object that drawing and live.mjs take. */
export function blockOf(node, chapter) {
  const attributes = {};
  for (const [name, value] of Object.entries(node.getAttributes()))
    if (!/^(\d+|title|id|style|kind|\$.*)$/.test(name)) attributes[name] = String(value);
  return {
    kind: node.getAttribute("kind") ?? "image", id: node.getId() ?? "", title: node.getTitle() ?? "",
    plainTitle: plain(node.getTitle() ?? ""), attributes, lines: node.getSourceLines?.() ?? [],
    file: chapter.file, line: chapter.lineOf(node),
  };
}

function image(node, block, chapter) {
  const target = node.getAttribute("target");
  const full = path.join(chapter.book.root, "book/images", target);
  if (!fs.existsSync(full)) {
    chapter.book.problems.at(block.file, block.line, `image::${target}: no such file in book/images`);
    return "";
  }
  const alt = node.getAttribute("alt");
  if (!alt || alt === node.getAttribute("default-alt"))
    chapter.book.problems.at(block.file, block.line, `image::${target} needs its content in words: ` +
      `image::${target}[what it shows]`);
  const type = target.endsWith(".svg") ? "image/svg+xml" : "image/png";
  return `<img src="data:${type};base64,${fs.readFileSync(full).toString("base64")}" alt="${escape(alt ?? "")}">`;
}

function live(block, chapter) {
  const { book } = chapter;
  if (!book.live) {
    return `<div class="static placeholder"><p>The live figure <b>${escape(block.kind)}</b> is not built.</p>` +
      `<pre>${escape(block.lines.join("\n"))}</pre></div>`;
  }
  try {
    // live.mjs counts from the first line inside the block.
    const made = book.live.renderLive({ ...block, line: block.line + 1 }, book.models);
    chapter.live = true;
    return made.html;
  } catch (error) {
    book.problems.at(block.file, error.line ?? block.line, `${block.kind}: ${error.message}`);
    return "";
  }
}

function inner(node, block, chapter) {
  const { problems, sources, buildFolder } = chapter.book;
  const frame = (picture) => `<div class="scroll" tabindex="0" role="group" aria-label="${
    escape(block.plainTitle)}">${picture}</div>`;
  switch (block.kind) {
  case "register": {
    const register = readRegister(block, sources, problems);
    if (register && block.attributes.from) chapter.book.shown.add(`model/regs/${block.attributes.from}`);
    return register ? drawRegister(register, block) : "";
  }
  case "sequence": return frame(drawSequence(block, problems));
  case "timing": return frame(drawTiming(block, problems));
  case "dot":
    return frame(drawDot(block, problems, path.join(buildFolder, "dot")));
  case "image": return image(node, block, chapter);
  default: return live(block, chapter);
  }
}

export function figureHtml(node, chapter) {
  const block = blockOf(node, chapter);
  if (!block.id || !block.title) return ""; // said when stock was taken
  const anchor = chapter.book.anchors.get(block.id);
  const kind = chapter.book.liveKinds.includes(block.kind) ? `${block.kind} live` : block.kind;
  return `<figure class="fig ${kind}" id="${block.id}">${inner(node, block, chapter)}` +
    `<figcaption><b>Figure ${anchor?.number ?? ""}.</b> ${block.title}</figcaption></figure>\n`;
}
