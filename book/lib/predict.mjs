/*
 * book/lib/predict.mjs - [predict]: a question first, then its checked answer.
 *
 * The answer begins at the paragraph that starts with `answer:` and is folded
 * away.  run= and expect= are given to the model, which must agree; a question
 * about words, which no model can answer, says model=none.
 */
import { blockOf } from "./figure.mjs";

function check(node, block, chapter) {
  const { book } = chapter;
  const fault = (text) => book.problems.at(block.file, block.line, `predict: ${text}`);
  if (block.attributes.model === "none") return;
  if (!block.attributes.run || !block.attributes.expect)
    return fault('needs run="..." and expect="...", or model=none');
  if (!book.live) return;
  try {
    const attributes = { ...block.attributes, figure: block.attributes.model ?? "lapic" };
    book.live.checkPredict({ ...block, attributes }, book.models);
  } catch (error) {
    fault(error.message);
  }
}

export function predictHtml(node, chapter) {
  const block = blockOf(node, chapter);
  const blocks = node.getBlocks();
  const at = blocks.findIndex((b) =>
    b.getContext() === "paragraph" && /^answer:/i.test(b.getSourceLines()[0] ?? ""));
  check(node, block, chapter);
  if (at < 1) {
    chapter.book.problems.at(block.file, block.line,
      "predict: a question, then a paragraph that begins with 'answer:'");
    return "";
  }
  blocks[at].lines[0] = blocks[at].lines[0].replace(/^answer:\s*/i, "");
  if (blocks[at].lines[0] === "") blocks[at].lines.shift();
  blocks[at].lines[0] = blocks[at].lines[0].replace(/^[a-z]/, (c) => c.toUpperCase());
  const html = (list) => list.map((b) => b.convert()).join("");
  return `<div class="predict"${block.id ? ` id="${block.id}"` : ""}>` +
    `<p class="title">${block.title || "Predict"}</p>${html(blocks.slice(0, at))}` +
    `<details><summary>Answer</summary>${html(blocks.slice(at))}</details></div>\n`;
}
