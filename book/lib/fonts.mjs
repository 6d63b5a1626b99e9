/*
 * book/lib/fonts.mjs - the typefaces as one style sheet of data: addresses.
 *
 * Chromium refuses font files to pages from a disk, hence no files.  Static
 * weights, not variable fonts: those come out of its PDF printer as Type 3.
 */
import fs from "node:fs";
import path from "node:path";

const FACES = [
  ["source-serif-4", "Source Serif 4", 400, "normal"],
  ["source-serif-4", "Source Serif 4", 400, "italic"],
  ["source-serif-4", "Source Serif 4", 700, "normal"],
  ["source-sans-3", "Source Sans 3", 400, "normal"],
  ["source-sans-3", "Source Sans 3", 400, "italic"],
  ["source-sans-3", "Source Sans 3", 600, "normal"],
  ["source-code-pro", "Source Code Pro", 400, "normal"],
  ["source-code-pro", "Source Code Pro", 400, "italic"],
  ["source-code-pro", "Source Code Pro", 600, "normal"],
];

export function fontSheet(modules) {
  return FACES.map(([folder, family, weight, style]) => {
    const file = path.join(modules, "@fontsource", folder, "files",
      `${folder}-latin-${weight}-${style}.woff2`);
    const data = fs.readFileSync(file).toString("base64");
    return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};` +
      `font-display:swap;src:url(data:font/woff2;base64,${data}) format("woff2")}\n`;
  }).join("");
}
