/*
 * book/lib/paper.mjs - figures that wait for the next paragraph.
 *
 * A figure is not cut, so where it does not fit it would leave the rest of its
 * page empty.  Before the book is printed, each chapter is laid out in columns
 * of a page's size, which break as pages do; where a figure begins a column
 * and has left a gap before it, the paragraphs and lists behind it come first.
 * On the screen nothing moves.  Called by pdf.mjs, in the page.
 */

/* The text area of @page in pdf.mjs, in millimetres. */
export const AREA = { width: 136, height: 210 };

/* Runs in the browser and uses nothing from outside.  Returns what it moved,
 * [{figure, behind}]: an id, and how many blocks now stand before it. */
export function settle({ width, height }) {
  const MOST = 3;          // blocks that a figure lets pass
  const GAP = 0.12;        // of a page, that is worth the trouble
  const px = 96 / 25.4, moved = [];
  const [W, H] = [width * px, height * px];

  const lay = (article, on) => {
    const set = on ? { columnWidth: `${width}mm`, columnGap: "0", columnFill: "auto",
      width: `${width}mm`, height: `${height}mm` } : {};
    for (const name of ["columnWidth", "columnGap", "columnFill", "width", "height"])
      article.style[name] = set[name] ?? "";
  };
  /* Where the first and the last piece of a block are: column, top, bottom. */
  const place = (article, block) => {
    const home = article.getBoundingClientRect();
    const boxes = [...block.getClientRects()].filter((r) => r.height > 0);
    const at = (r) => ({ column: Math.round((r.left - home.left) / W - 0.3),
      top: r.top - home.top, bottom: r.bottom - home.top });
    return boxes.length ? { first: at(boxes[0]), last: at(boxes[boxes.length - 1]) } : null;
  };
  const gapBefore = (article, figure) => {
    const here = place(article, figure), there = figure.previousElementSibling &&
      place(article, figure.previousElementSibling);
    if (!here || !there || here.first.column !== there.last.column + 1) return 0;
    return (H - there.last.bottom) / H;
  };
  const announces = (block) => /:$/.test(block?.textContent.trim() ?? ":");
  /* What may pass as one: a list goes with the line above it. */
  const unitAfter = (figure) => {
    const block = figure.nextElementSibling, next = block?.nextElementSibling;
    if (!block?.matches("p, ul, ol, dl")) return null;
    if (block.matches("p") && next?.matches("ul, ol, dl")) return [block, next];
    return announces(block) || next?.matches(".listing") ? null : [block];
  };

  const letPass = (article, figure) => {
    let passed = 0;
    while (passed < MOST && gapBefore(article, figure) > GAP) {
      const unit = unitAfter(figure);
      const column = place(article, figure).first.column;
      if (!unit) break;
      figure.before(...unit);
      if (!(place(article, unit[0])?.first.column < column)) {
        figure.after(...unit); // it does not fit into the gap either
        break;
      }
      passed += unit.length;
    }
    return passed;
  };

  for (const article of document.querySelectorAll("article")) {
    lay(article, true);
    for (const figure of article.querySelectorAll(".fig:not(.live, .table)")) {
      const behind = announces(figure.previousElementSibling) ? 0 : letPass(article, figure);
      if (behind) moved.push({ figure: figure.id, behind });
    }
    lay(article, false);
  }
  return moved;
}
