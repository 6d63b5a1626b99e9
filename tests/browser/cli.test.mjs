/*
 * tests/browser/cli.test.mjs - what people meet when something is missing.
 *
 * No Node, an old Node, no Chromium, no registry, packages not installed, a
 * chapter with a fault, an unknown edition: one line that says what, and what
 * to do, and the exit status that build.mjs promises.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { CHAPTER, ROOT, Tree } from "./tree.mjs";

let folder;
before(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), "pic2pi-cli-")); });
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(command, options = {}) {
  const done = spawnSync(command[0], command.slice(1), { encoding: "utf8", timeout: 60000, cwd: ROOT, ...options });
  return { status: done.status, said: `${done.stderr}`.trim() };
}

/* A PATH of these commands only; a text is a script, null the real one. */
function pathOf(name, commands) {
  const bin = path.join(folder, name);
  fs.mkdirSync(bin);
  for (const [command, text] of Object.entries(commands)) {
    const real = spawnSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).stdout.trim();
    if (text === null) fs.symlinkSync(real, path.join(bin, command));
    else fs.writeFileSync(path.join(bin, command), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return bin;
}

const sh = (...words) => ["/bin/sh", ...words];
const ALL = { node: null, npm: "", dot: "", clang: "", "wasm-ld": "", chromium: "" };

test("all tools are there: nothing is said", () => {
  const PATH = pathOf("all", ALL);
  assert.deepEqual(run(sh("book/tools.sh", "chromium"), { env: { PATH } }), { status: 0, said: "" });
});

for (const [tool, words] of [["node", "Node"], ["npm", "npm"], ["dot", "Graphviz"], ["clang", "clang"], ["chromium", "Chromium"]])
  test(`without ${tool} one line says what to install`, () => {
    const rest = Object.fromEntries(Object.entries(ALL).filter(([name]) => name !== tool));
    const { status, said } = run(sh("book/tools.sh", "chromium"), { env: { PATH: pathOf(`no-${tool}`, rest) } });
    assert.equal(status, 3);
    assert.match(said, new RegExp(`^book: ${words}.* is missing; make deps GROUP=book installs it$`));
  });

test("a Node that is too old is named", () => {
  const old = { ...ALL, node: 'case $1 in --version) echo v16.1.0 ;; *) exit 1 ;; esac' };
  const { status, said } = run(sh("book/tools.sh"), { env: { PATH: pathOf("old", old) } });
  assert.equal(status, 3);
  assert.match(said, /^book: Node v16\.1\.0 is too old: 18\.13 or later/);
});

test("a registry that cannot be reached is one line", () => {
  const copy = path.join(folder, "book");
  fs.mkdirSync(copy);
  for (const name of ["package.json", "package-lock.json", "npm.sh"])
    fs.copyFileSync(path.join(ROOT, "book", name), path.join(copy, name));
  const lock = path.join(copy, "package-lock.json");
  fs.writeFileSync(lock, fs.readFileSync(lock, "utf8").replaceAll("https://registry.npmjs.org/", "http://127.0.0.1:9/"));
  const env = { ...process.env, npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0",
    npm_config_cache: path.join(folder, "cache") };
  const { status, said } = run(sh(path.join(copy, "npm.sh")), { env });
  assert.equal(status, 3);
  assert.match(said, /^book: the npm registry http:\/\/127\.0\.0\.1:9\/ cannot be reached; .*mirror/m);
  assert.equal(said.split("\n").filter((l) => l.startsWith("book:")).length, 1);
});

test("a chapter with a fault: one line with file and line, status 1, nothing written", () => {
  const tree = new Tree({ "book/chapters/01-unit.adoc": `${CHAPTER}See <<nowhere>>.\n` });
  fs.cpSync(path.join(ROOT, "book/theme"), path.join(tree.root, "book/theme"), { recursive: true });
  const build = (...more) => run([process.execPath, "--no-warnings", "book/build.mjs", "--root", tree.root, ...more]);
  const failed = build();
  assert.equal(failed.status, 1);
  assert.match(failed.said, /^book: book\/chapters\/01-unit\.adoc:18: reference to 'nowhere', which no chapter has.*$/);
  assert.ok(!fs.existsSync(path.join(tree.root, "build/site/index.html")));
  assert.equal(build("--draft").status, 1);
  assert.ok(fs.existsSync(path.join(tree.root, "build/site/index.html")));
  tree.write("book/chapters/01-unit.adoc", CHAPTER);
  assert.deepEqual(build(), { status: 0, said: "" });
  tree.write("build/site/gone.html", "old");
  build();
  assert.ok(!fs.existsSync(path.join(tree.root, "build/site/gone.html")));
  tree.remove();
});

test("an unknown option or edition is status 2", () => {
  assert.equal(run([process.execPath, "book/build.mjs", "--colour"]).status, 2);
  const { status, said } = run([process.execPath, "--no-warnings", "book/build.mjs", "--edition", "mine"]);
  assert.equal(status, 2);
  assert.match(said, /^book: no edition 'mine': reader or solutions$/);
});

test("a PDF without Chromium says so in one line", () => {
  const tree = new Tree({ "book/chapters/01-unit.adoc": CHAPTER });
  fs.cpSync(path.join(ROOT, "book/theme"), path.join(tree.root, "book/theme"), { recursive: true });
  const { status, said } = run([process.execPath, "--no-warnings", "book/build.mjs", "--root", tree.root, "--pdf"],
    { env: { ...process.env, CHROMIUM: "/nonexistent" } });
  tree.remove();
  assert.equal(status, 3);
  assert.match(said, /^book: Chromium is missing.*make deps GROUP=book/);
});

test("Node and npm from elsewhere satisfy make deps", () => {
  const list = path.join(folder, "packages.txt");
  fs.writeFileSync(list, "book nodejs npm\n");
  const tools = { sh: null, awk: null, "dpkg-query": "exit 0" };
  const check = (name, more) => {
    const bin = pathOf(name, { ...tools, ...more });
    return spawnSync("/bin/sh", ["make/deps.sh", "book", "--check"], { cwd: ROOT, encoding: "utf8", env: { PATH: bin, PACKAGES: list } });
  };
  assert.equal(check("elsewhere", { node: "", npm: "" }).status, 0);
  const lacking = check("lacking", { node: "" });
  assert.equal(lacking.status, 3);
  assert.match(lacking.stdout, /misses: npm/);
});
