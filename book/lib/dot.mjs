/*
 * book/lib/dot.mjs - [dot]: Graphviz draws, the theme colours.
 *
 * dot sees only signal colours, which become classes of the SVG afterwards;
 * so one picture serves light, dark and paper.  What dot made is kept in
 * build/book/dot by the hash of its text, because starting it is slow.
 */
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import * as svg from "./svg.mjs";

const COLOURS = ["ink", "paper", "panel", "muted", "accent", "irr", "isr", "ppr", "ok", "bad"];
const signal = (name) => `#fe00${(0x10 + COLOURS.indexOf(name)).toString(16)}`;

const PREAMBLE = `bgcolor="transparent" rankdir=LR nodesep=0.3 ranksep=0.5 margin=0
node [shape=box style="rounded,filled" fillcolor="${signal("panel")}" color="${signal("ink")}"
  fontcolor="${signal("ink")}" fontname="Source Sans 3" fontsize=14 height=0.42 margin="0.16,0.06"
  penwidth=1]
edge [color="${signal("ink")}" fontcolor="${signal("ink")}" fontname="Source Sans 3" fontsize=13
  arrowsize=0.7 penwidth=1]
`;

/* The chapter's text as a whole graph with signal colours. */
function whole(text) {
  const coloured = text.replace(
    /\b((?:font|fill|pen)?color)\s*=\s*"?(\w+)"?/g,
    (all, key, name) => (COLOURS.includes(name) ? `${key}="${signal(name)}"` : all));
  const match = /^\s*((?:strict\s+)?(?:di)?graph\b[^{]*\{)([\s\S]*)$/.exec(coloured);
  return match ? `${match[1]}\n${PREAMBLE}${match[2]}` : `digraph {\n${PREAMBLE}${coloured}\n}`;
}

function run(text) {
  const done = spawnSync("dot", ["-Tsvg"], { input: text, encoding: "utf8", timeout: 20000 });
  if (done.error?.code === "ENOENT")
    return { fault: "Graphviz is missing; install it with make deps GROUP=book" };
  if (done.status !== 0) {
    // Nobody but the chapter's author reads this: dot's own words.
    const said = (done.stderr || "dot failed").split("\n").find((l) => /rror/.test(l));
    return { fault: `dot: ${said ?? done.stderr.trim()}` };
  }
  return { out: done.stdout };
}

function classes(out) {
  return out.replace(/<(\w+)([^>]*)>/g, (all, tag, list) => {
    const names = [];
    const rest = list
      .replace(/\s(fill|stroke)="(#fe00\w\w|black|white|transparent|none)"/g, (_, what, colour) => {
        const name = colour === "black" ? "ink" : COLOURS.find((c) => signal(c) === colour) ?? "none";
        names.push(`${what[0]}-${name}`);
        return "";
      })
      .replace(/\s(font-family|class|id|font-size)="[^"]*"/g, (kept, what) =>
        (what === "font-size" ? kept : ""));
    return `<${tag}${names.length ? ` class="${names.join(" ")}"` : ""}${rest}>`;
  });
}

/* dot's own frame away, ours around it. */
function dress(out, block) {
  const size = /viewBox="([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)"/.exec(out).slice(3).map(Number);
  const content = classes(out
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<!--[\s\S]*?-->|<title>[\s\S]*?<\/title>/g, "")
    .replace(/\n+/g, ""));
  const words = [...out.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((m) => m[1]);
  // Points become the pixels of the other pictures: 14 pt of dot is 14 px.
  return svg.picture({
    id: block.id, width: size[0], height: size[1], title: block.plainTitle, cls: "graph",
    desc: block.attributes.desc ?? `A graph of ${words.join(", ")}.`.replace(/&#45;/g, "-"),
    least: size[0] * 0.8,
  }, content);
}

/* HTML of the block, or "" after a fault. */
export function drawDot(block, problems, cacheFolder) {
  const text = whole(block.lines.join("\n"));
  const key = crypto.createHash("sha256").update(text).digest("hex").slice(0, 20);
  const kept = path.join(cacheFolder, `${key}.svg`);
  let out = fs.existsSync(kept) ? fs.readFileSync(kept, "utf8") : null;
  if (out === null) {
    const made = run(text);
    if (made.fault) {
      problems.at(block.file, block.line, made.fault);
      return "";
    }
    out = made.out;
    fs.mkdirSync(cacheFolder, { recursive: true });
    fs.writeFileSync(kept, out);
  }
  return dress(out, block);
}
