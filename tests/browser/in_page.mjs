/*
 * tests/browser/in_page.mjs - questions that are asked inside a page.
 *
 * Each function is sent to the browser as it stands and returns a list of
 * faults in words; so none may use anything from outside itself.
 */

/* Text whose contrast with what is behind it is below 4.5, 3 for large. */
export function contrastFaults() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.canvas.width = canvas.canvas.height = 1;
  const cache = new Map();
  const rgba = (colour) => {
    if (!cache.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      cache.set(colour, [r, g, b, a / 255]);
    }
    return cache.get(colour);
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    const add = (style) => {
      const colour = rgba(style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      return colour[3] === 1;
    };
    for (let e = element; e; e = e.parentElement) {
      // Boxes of IRR and ISR are drawn before the text that stands on them.
      const before = getComputedStyle(e, "::before");
      if (before.content !== "none" && before.position === "absolute" && add(before)) break;
      if (add(getComputedStyle(e))) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const faults = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest("script, style, title, desc, .sr, .skip, .vh")) continue;
    const style = getComputedStyle(element);
    const svg = element.closest("svg");
    const back = behind(svg ?? element);
    const ink = over(rgba(svg ? style.fill : style.color), back);
    const [a, b] = [light(ink), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5))
      faults.add(`${ratio.toFixed(2)} for '${walker.currentNode.data.trim().slice(0, 30)}' in <${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}">`);
  }
  return [...faults].slice(0, 8);
}

/* Elements that stick out of the page to the right. */
export function overflowing() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const out = [...document.querySelectorAll("main *")].filter((e) => {
    if (e.closest(".scroll, pre") && !e.matches(".scroll, pre")) return false;
    return e.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
  });
  return [`${wide} px too wide: ${out.slice(0, 3).map((e) => e.outerHTML.slice(0, 90)).join(" | ")}`];
}

/* Words of pictures that are under 9 px on this screen. */
export function smallWords() {
  const small = [];
  for (const text of document.querySelectorAll("svg.pic text")) {
    const box = text.getBoundingClientRect();
    if (box.width === 0) continue;
    const scale = text.ownerSVGElement.getBoundingClientRect().width / text.ownerSVGElement.viewBox.baseVal.width;
    if (parseFloat(getComputedStyle(text).fontSize) * scale < 9) small.push(`'${text.textContent}' is small`);
  }
  return small.slice(0, 3);
}

/* What a screen reader would miss or meet twice. */
export function landmarkFaults() {
  const faults = [];
  const demand = (good, text) => good || faults.push(text);
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
  demand(document.documentElement.lang === "en", "no language");
  demand(document.title.length > 3, "no title");
  demand(shown("main").length === 1, "not one main");
  demand(shown("header.top").length === 1, "not one banner");
  demand(shown("h1").length === 1, `${shown("h1").length} headings of level 1`);
  for (const nav of shown("nav")) demand(nav.getAttribute("aria-label"), "a nav without a name");
  const names = shown("nav").map((n) => n.getAttribute("aria-label"));
  demand(new Set(names).size === names.length, "two navs of one name");
  let level = 0;
  for (const h of shown("main :is(h1,h2,h3,h4,h5,h6)")) {
    const now = Number(h.tagName[1]);
    demand(now <= level + 1, `heading '${h.textContent}' jumps from level ${level} to ${now}`);
    level = now;
  }
  for (const picture of shown("main svg"))
    demand(picture.getAttribute("aria-hidden") || picture.closest("[aria-hidden=true]") ||
      (picture.getAttribute("role") === "img" && picture.getAttribute("aria-labelledby")?.split(" ")
        .every((id) => document.getElementById(id)?.textContent.trim())), "a picture without words");
  for (const image of shown("img")) demand(image.alt, "an image without words");
  for (const button of shown("button")) demand(button.textContent.trim() || button.getAttribute("aria-label"), "a button without a name");
  for (const input of shown("input, select"))
    demand(input.labels?.length || input.getAttribute("aria-label") || input.getAttribute("aria-labelledby"), `an input without a label: ${input.outerHTML.slice(0, 80)}`);
  for (const th of document.querySelectorAll("main .fig th")) demand(th.scope || th.closest(".live-figure"), `a table head without scope: ${th.textContent}`);
  for (const box of shown(".scroll, pre"))
    demand(box.scrollWidth <= box.clientWidth || box.tabIndex === 0 || box.closest("[tabindex='0']"), `scrolls, but not by keyboard: ${box.outerHTML.slice(0, 80)}`);
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push(`id '${id}' twice`);
  for (const a of shown("a[href^='#']")) {
    const id = decodeURIComponent(a.getAttribute("href").slice(1));
    demand(id === "" || document.getElementById(id), `#${id} is not there`);
  }
  return faults;
}
