/**
 * Bundles the browser's side into dist/: one classic script for each entry in src/, one style sheet for each in css/,
 * the icons as they are, and the licences of the packages that went into the scripts.
 *
 * Classic scripts (IIFE), because browsers refuse ES modules on file://, where the site has to work too. Same input,
 * same bytes. dist/ is written only when everything has been bundled, so a failed build leaves the last good one.
 */
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");

const scripts = present("src", ["theme.ts", "site.ts", "core.ts", "quiz.tsx", "live.ts", "sw.ts", "diagram.ts"]);
const styles = present("css", ["site.css", "quiz.css", "live.css"]);

const common = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
  minify: true,
  legalComments: "none", // the packages' licences go into licenses.txt and diagram.licenses.txt, whole
  write: false,
  metafile: true,
  logLevel: "error",
};

/** The entries of `folder` that exist, relative to this folder. None at all is a broken checkout. */
function present(folder, names) {
  const found = names.map((name) => `${folder}/${name}`).filter((path) => existsSync(join(root, path)));
  if (found.length === 0) fail(`assets/${folder}/ has none of ${names.join(", ")}`);
  return found;
}

/** The licence text of every package in the bundles that `chosen` names, sorted by package. */
async function licences(metafile, chosen) {
  const bundles = Object.entries(metafile.outputs).filter(([path]) => chosen(basename(path)));
  const inputs = bundles.flatMap(([, output]) => Object.keys(output.inputs));
  const packages = inputs.map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
  const texts = [...new Set(packages)].filter(Boolean).sort().map(async (name) => {
    const folder = join(root, "node_modules", name);
    const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e/i.test(entry)) ?? "README.md";
    const text = await readFile(join(folder, file), "utf8");
    const licence = file === "README.md" ? text.match(/^#+ *licen[cs]e\n(.*)/ims)?.[1] : text;
    if (licence === undefined) throw new Error(`the package ${name} says nothing of its licence`);
    return `${name}\n\n${licence.trim()}\n`;
  });
  return (await Promise.all(texts)).join("\n---\n\n");
}

function fail(message) {
  console.error(`assets/build.mjs: ${message}`);
  process.exit(1);
}

try {
  const js = await build({ ...common, entryPoints: scripts, format: "iife", target: "es2020" });
  const css = await build({
    ...common,
    entryPoints: styles,
    target: ["chrome109", "firefox109", "safari15.4"], // nesting and the like are lowered for these
    external: ["*.svg"], // url(icons/...) stays as written: dist/icons/ lies beside the style sheet
  });
  // Few sites have the diagrams' script, and it is made of most of the packages.
  const notices = {
    "licenses.txt": await licences(js.metafile, (name) => name !== "diagram.js"),
    "diagram.licenses.txt": await licences(js.metafile, (name) => name === "diagram.js"),
  };

  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  for (const file of [...js.outputFiles, ...css.outputFiles]) {
    await writeFile(join(dist, basename(file.path)), file.contents);
  }
  for (const [name, text] of Object.entries(notices)) await writeFile(join(dist, name), text);
  if (existsSync(join(root, "icons"))) await cp(join(root, "icons"), join(dist, "icons"), { recursive: true });
} catch (error) {
  fail(error.errors === undefined ? error.message : "no client was built, see the errors above (npm ci brings packages that are missing)");
}
