/*
 * book/lib/chromium.mjs - start Debian's Chromium, quietly and for a short time.
 *
 * Used by the PDF and by the browser tests.  As root it has no sandbox of its
 * own; it is given nothing but our pages.
 */
import fs from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function findChromium() {
  const named = process.env.CHROMIUM; // this one, or none
  return (named ? [named] : PLACES).find((file) => fs.existsSync(file)) ?? null;
}

export async function startChromium() {
  const { chromium } = await import("playwright-core");
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error("Chromium is missing; make deps GROUP=book installs it");
  return chromium.launch({
    executablePath, timeout: 30000, chromiumSandbox: false,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
      "--font-render-hinting=none"],
  });
}
