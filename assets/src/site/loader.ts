/**
 * Loads data and scripts by need, as classic scripts, since browsers refuse `fetch` and modules on file://.
 *
 * A script that fails to load most often means that a new build was deployed while the page was open. One listener sees
 * every such failure, whoever asked for the script, and offers the reader a reload.
 */
import type { Build, Data, Nav, Parts, Studysite } from "../data";
import { partMissing } from "../messages";
import { notice } from "./notice";

const html = document.documentElement;
/** The way from this page to the site's root. */
export const root = html.dataset["root"] ?? "";
const registered = new Map<string, unknown>();
const scripts = new Map<string, Promise<void>>();

let built: (build: Build) => void;
const build = new Promise<Build>((resolve) => (built = resolve));

function register<Name extends string>(name: Name, data: Data<Name>): void {
  registered.set(name, data);
  if (name === "build") {
    const known = data as Build;
    html.dataset["build"] = known.id;
    built(known);
  }
}

/** Runs the script at `src`, once. */
function script(src: string): Promise<void> {
  let loading = scripts.get(src);
  if (loading === undefined) {
    loading = new Promise<void>((resolve, reject) => {
      const element = document.createElement("script");
      element.src = src;
      element.onload = () => resolve();
      element.onerror = () => {
        scripts.delete(src);
        element.remove();
        reject(new Error(`${src} could not be loaded`));
      };
      document.head.append(element);
    });
    scripts.set(src, loading);
  }
  return loading;
}

/** What the script at `src` registers as `name`. */
async function data<Name extends string>(name: Name, src: string): Promise<Data<Name>> {
  await script(src);
  if (!registered.has(name)) throw new Error(`${src} holds no "${name}"`);
  return registered.get(name) as Data<Name>;
}

async function load<Name extends string>(name: Name): Promise<Data<Name>> {
  const src = (await build).files[name];
  if (src === undefined) throw new Error(`the build has no data file "${name}"`);
  return data(name, root + src);
}

async function part<Name extends keyof Parts>(name: Name): Promise<Parts[Name]> {
  if (studysite[name] === undefined) await script(html.dataset[name] ?? "");
  const found = studysite[name];
  if (found === undefined) throw new Error(`${name}.js sets no studysite.${name}`);
  return found as Parts[Name];
}

/** The folder's data script at `src` (`.../nav/<key>.js`). Its path has no fingerprint, so the build's id goes with it. */
export async function loadNav(src: string): Promise<Nav> {
  const name = /nav\/.*(?=\.js$)/.exec(src)?.[0] ?? "";
  return data(name as `nav/${string}`, `${src}?v=${(await build).id}`);
}

export const studysiteGlobal: Omit<Studysite, "diagrams"> = { register, build, load, part };

addEventListener(
  "error",
  (event) => {
    if (event.target instanceof HTMLScriptElement) notice(partMissing);
  },
  true, // a failed script's error event doesn't bubble
);
