// The licence texts of all packages that parts of the pages are made of.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const DATA = ["node_modules/world-atlas"]; // not code, but outlines.json is made of it

/** Name, version and licence text of each package that is not only a tool, in the order of names. */
export async function licences(here) {
  const { packages } = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
  const paths = Object.keys(packages).filter((path) => path && (!packages[path].dev || DATA.includes(path)));
  const texts = await Promise.all(paths.sort().map((path) => text(join(here, path))));
  return `The scripts and data in this folder are made of these packages.\n\n${texts.join("\n")}`;
}

async function text(folder) {
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying)/i.test(name)).sort()[0];
  const said = file ? await readFile(join(folder, file), "utf8") : `Licence: ${about.license}. The package carries no text of it.\n`;
  return `${"=".repeat(80)}\n${about.name} ${about.version} (${about.license})\n${"=".repeat(80)}\n\n${said.trim()}\n`;
}
