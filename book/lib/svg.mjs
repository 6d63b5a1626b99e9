/*
 * book/lib/svg.mjs - the few shapes that all drawn pictures are made of.
 *
 * Colours are classes, never values: the theme's custom properties reach into
 * the picture, so that one SVG serves light, dark and paper.  Each picture has
 * a title and its content in words, because it is an image to a screen reader.
 */
import { escape, typeset } from "./text.mjs";

/* Widths of Source Sans 3 at 1 px, near enough to place boxes around text. */
const NARROW = /[iljtfrI.,:;'|!()[\] -]/;
const WIDE = /[mwMWQ@%]/;

export function textWidth(text, size, mono = false) {
  if (mono) return text.length * size * 0.6;
  let width = 0;
  for (const c of text)
    width += NARROW.test(c) ? 0.29 : WIDE.test(c) ? 0.82 : /[A-Z0-9_=]/.test(c) ? 0.58 : 0.51;
  return width * size;
}

const place = (value) => Math.round(value * 100) / 100;

export function attributes(list) {
  return Object.entries(list)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) =>
      ` ${name}="${escape(typeof value === "number" ? place(value) : value)}"`)
    .join("");
}

export function shape(name, list, content = "") {
  return content === ""
    ? `<${name}${attributes(list)}/>`
    : `<${name}${attributes(list)}>${content}</${name}>`;
}

export const line = (x1, y1, x2, y2, cls) => shape("line", { x1, y1, x2, y2, class: cls });
export const rect = (x, y, width, height, cls, rx) =>
  shape("rect", { x, y, width, height, class: cls, rx });
export const path = (d, cls) => shape("path", { d, class: cls });

export function text(x, y, content, cls, anchor) {
  return shape("text", { x, y, class: cls, "text-anchor": anchor }, typeset(content).replace(/<\/?code>/g, ""));
}

/* Text on a patch of paper, where lines pass behind it. */
export function label(x, y, content, cls, anchor, size, mono = false) {
  const width = textWidth(content, size, mono) + 4;
  const left = anchor === "middle" ? x - width / 2 : anchor === "end" ? x - width + 2 : x - 2;
  return rect(left, y - size * 0.82, width, size * 1.1, "patch") + text(x, y, content, cls, anchor);
}

/* An arrow head at (x, y) that points left or right. */
export function head(x, y, right) {
  const back = right ? -8 : 8;
  return path(`M${place(x)} ${place(y)}l${back} -4v8z`, "head");
}

/*
 * The whole picture.  `id` makes the ids of title and desc unique; `least` is
 * the width below which it scrolls sideways in its frame instead of shrinking.
 */
export function picture({ id, width, height, title, desc, cls, least }, content) {
  const ids = `${id}-t ${id}-d`;
  const style = `width:min(100%,${Math.ceil(width)}px)` +
    (least ? `;min-width:${Math.ceil(least)}px` : "");
  return `<svg${attributes({
    viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
    role: "img", "aria-labelledby": ids, class: `pic ${cls}`, style,
  })}><title id="${id}-t">${escape(title)}</title>` +
    `<desc id="${id}-d">${escape(desc)}</desc>${content}</svg>`;
}
