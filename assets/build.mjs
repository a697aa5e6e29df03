/**
 * Bundles the browser's side into dist/: one classic script for each entry in src/, one style sheet for each in css/,
 * the icons as they are, and the licences of the packages that went into the scripts; and, for the generator alone,
 * the texts that it writes into pages.
 *
 * Classic scripts (IIFE), because browsers refuse ES modules on file://, where the site has to work too. Same input,
 * same bytes. dist/ is written only when everything has been bundled, so a failed build leaves the last good one.
 */
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");

const scripts = present("src", ["theme.ts", "site.ts", "today.ts", "core.ts", "memory.ts", "quiz.tsx", "live.ts", "sw.ts", "diagram.ts"]);
const views = present("src", ["choose.tsx", "end.tsx", "exam.tsx", "marked.tsx", "printed.tsx", "progress.tsx", "yourdata.tsx"]);
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

/** The entries of `folder` that exist, relative to this folder. */
function present(folder, names) {
  return names.map((name) => `${folder}/${name}`).filter((path) => existsSync(join(root, path)));
}

/** Leads a view's imports of what it shares with quiz.js to `studysite.shared`; src/quiz/shared.ts names these modules. */
const shared = {
  name: "shared",
  async setup({ onResolve, onLoad, resolve }) {
    const list = await readFile(join(root, "src/quiz/shared.ts"), "utf8");
    const paths = new Map([...list.matchAll(/^import \* as (\w+) from "(.+)";$/gm)].map(([, variable, path]) => [variable, path]));
    const names = new Map([...list.matchAll(/^ {2}"(.+)": (\w+),$/gm)].map(([, name, variable]) => [name, paths.get(variable)]));
    onResolve({ filter: /./ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind === "entry-point" || pluginData === shared) return undefined;
      if (names.has(path)) return { path, namespace: "shared" };
      const found = await resolve(path, { kind, resolveDir, pluginData: shared });
      const name = relative(join(root, "src"), found.path).replace(/\.tsx?$/, "");
      return names.has(name) ? { path: name, namespace: "shared" } : undefined;
    });
    onLoad({ filter: /./, namespace: "shared" }, async ({ path }) => {
      const exported = await exportsOf(`./${join("src/quiz", names.get(path))}`);
      const picks = exported.map((name) => `export const ${name} = /* @__PURE__ */ from("${name}");`);
      return { contents: `const from = (name) => studysite.shared[${JSON.stringify(path)}][name];\n${picks.join("\n")}` };
    });
  },
};

/** What the module exports, by name. */
async function exportsOf(module) {
  const { metafile } = await build({ ...common, entryPoints: [module], format: "esm", target: "es2020" });
  return Object.values(metafile.outputs)[0].exports;
}

/** What `pages` in src/messages.ts says, as JSON. */
async function pagesTexts() {
  const { outputFiles } = await build({ ...common, entryPoints: ["src/messages.ts"], format: "esm", target: "es2022" });
  const { pages } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  return JSON.stringify(pages());
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
  const parts = await build({ ...common, entryPoints: views, format: "iife", target: "es2020", plugins: [shared] });
  const css = await build({
    ...common,
    entryPoints: styles,
    target: ["chrome109", "firefox109", "safari15.4"], // nesting and the like are lowered for these
    external: ["*.svg"], // url(icons/...) stays as written: dist/icons/ lies beside the style sheet
  });
  const data = {
    "pages.json": await pagesTexts(),
    // Few sites have the diagrams' script, and it is made of most of the packages.
    "licenses.txt": await licences(js.metafile, (name) => name !== "diagram.js"),
    "diagram.licenses.txt": await licences(js.metafile, (name) => name === "diagram.js"),
  };

  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  for (const file of [...js.outputFiles, ...parts.outputFiles, ...css.outputFiles]) {
    await writeFile(join(dist, basename(file.path)), file.contents);
  }
  for (const [name, text] of Object.entries(data)) await writeFile(join(dist, name), text);
  if (existsSync(join(root, "icons"))) await cp(join(root, "icons"), join(dist, "icons"), { recursive: true });
} catch (error) {
  fail(error.errors === undefined ? error.message : "no client was built, see the errors above (npm ci brings packages that are missing)");
}
