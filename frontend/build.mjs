// Sources of frontend/src → kfor_graph/site/static/built/: bundled, minified, the same bytes each time.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { licences } from "./licences.mjs";
import { outlines } from "./outlines.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "..", "kfor_graph", "site", "static", "built");
const making = `${target}.making`;

// The editor carries a JSON reader for browsers without one, which would evaluate text as a program; no browser of today runs it.
const withoutEval = {
  name: "without-eval",
  setup(build) {
    build.onLoad({ filter: /yasgui\.esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const parts = text.split('eval("(" + text + ")")');
      if (parts.length !== 2) throw new Error(`${path}: the old JSON reader is not where it was`);
      return { contents: parts.join("void 0"), loader: "js" };
    });
  },
};

await rm(making, { recursive: true, force: true });
await mkdir(making, { recursive: true });
await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["sparql", "explorer", "map", "search", "query", "missing", "worker"].map((name) => `src/${name}.js`),
  outdir: making,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none", // all licence texts stand in LICENSES.txt
  loader: { ".png": "empty", ".svg": "empty" },
  plugins: [withoutEval],
  logLevel: "warning",
});
await copyFile(join(here, "node_modules", "oxigraph", "web_bg.wasm"), join(making, "oxigraph.wasm"));
await writeFile(join(making, "outlines.json"), JSON.stringify(await outlines(here)));
await writeFile(join(making, "LICENSES.txt"), await licences(here));
await rm(target, { recursive: true, force: true });
await rename(making, target);
