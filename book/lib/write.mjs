/*
 * book/lib/write.mjs - a built book onto the disk, touching what differs.
 *
 * Pages of chapters that are gone are removed; files that others put beside
 * them (model.wasm.js, book.pdf) stay.
 */
import fs from "node:fs";
import path from "node:path";

function sweep(out, below, files) {
  for (const entry of fs.readdirSync(path.join(out, below), { withFileTypes: true })) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) sweep(out, name, files);
    else if (name.endsWith(".html") && !files.has(name)) fs.unlinkSync(path.join(out, name));
  }
}

/* Writes files (name -> text) below `out`; returns how many changed. */
export function writeSite(out, files) {
  let written = 0;
  for (const [name, text] of files) {
    const file = path.join(out, name);
    if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) continue;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    written++;
  }
  sweep(out, "", files);
  return written;
}
