/**
 * The files of one build that this device keeps, in one cache for each site of an origin.
 *
 * A file is kept under its address and its revision. So an update fetches only what has changed, the files of the old
 * and the new build lie side by side, and a failed update has touched nothing that the old build shows. Files are
 * fetched a few at a time, and are kept only if the server still has this very build afterwards.
 */
import type { Listing, State } from "./protocol";

type Entry = readonly [path: string, revision: string];

const TOGETHER = 24;
const BUILD = "build.js";

export class Kept {
  /** The site's root: the folder of the worker's script. */
  readonly root: URL;
  private readonly listing: Listing;
  private readonly files: Map<string, string>;
  private readonly opened: Promise<Cache>;
  /** The files beyond the listing; none as long as their list has not been fetched. */
  private more: Promise<Map<string, string> | undefined> | undefined;
  /** Which of these are missing, once known. */
  private lacking: Entry[] | undefined;

  constructor(listing: Listing, root: URL) {
    this.root = root;
    this.listing = listing;
    this.files = new Map(Object.entries(listing.files));
    this.opened = caches.open(cacheName(root));
  }

  /** Saves every file of the listing; what the reader has saved beyond it is brought up to date as far as it goes. */
  async install(): Promise<void> {
    await this.fill([...this.files]);
    if (!(await this.wanted())) return;
    try {
      await this.fill([...(await this.list())]);
    } catch {
      // The page offers to save the rest.
    }
  }

  /** Drops the files of other builds. */
  async prune(): Promise<void> {
    const cache = await this.opened;
    const rest = await this.rest();
    if (rest === undefined && (await this.wanted())) return; // nothing tells which of the saved files are old
    const entries = [...this.files, ...(rest ?? []), [this.listing.more.list, ""] as const];
    const current = new Set([this.mark, ...entries.map((entry) => this.key(entry))]);
    const old = (await cache.keys()).filter((request) => !current.has(request.url));
    await Promise.all(old.map((request) => cache.delete(request)));
  }

  /** Saves some of what is missing beyond the listing: call it until nothing is. */
  async save(): Promise<State> {
    try {
      await (await this.opened).put(this.mark, new Response());
      await this.requireCurrent();
      this.lacking ??= await this.missing([...(await this.list())]);
      const some = this.lacking.slice(0, TOGETHER);
      await this.fetch(some);
      this.lacking = this.lacking.filter((entry) => !some.includes(entry));
      return await this.state();
    } catch {
      this.lacking = undefined; // some of the files may be there
      return { ...(await this.state()), failed: true };
    }
  }

  async state(): Promise<State> {
    const { files, bytes } = this.listing.more;
    const rest = await this.rest();
    if (rest !== undefined) this.lacking ??= await this.missing([...rest]);
    const saved = files - (this.lacking?.length ?? files);
    return { saved, files, bytes, wanted: await this.wanted(), failed: false };
  }

  /**
   * The path of the file that this build shows at `url`, whatever follows the `?`: hosts drop `.html` and `index.html`.
   * A folder without its last slash has the path with one.
   */
  async path(url: URL): Promise<string | undefined> {
    const asked = decoded(url.pathname.slice(this.root.pathname.length));
    const more = await this.rest();
    const known = (path: string) => this.files.has(path) || (more?.has(path) ?? false);
    if (asked === "" || asked.endsWith("/")) return known(`${asked}index.html`) ? `${asked}index.html` : undefined;
    const page = [asked, `${asked}.html`].find(known);
    return page ?? (known(`${asked}/index.html`) ? `${asked}/` : undefined);
  }

  /** The kept file at `path`; nothing if the browser has thrown it away. */
  async file(path: string): Promise<Response | undefined> {
    const revision = this.files.get(path) ?? (await this.rest())?.get(path) ?? "";
    return (await this.opened).match(this.key([path, revision]), { ignoreVary: true });
  }

  // --- fetching -------------------------------------------------------------------------------------------------------

  private async fill(entries: Entry[]): Promise<void> {
    const missing = await this.missing(entries);
    for (let at = 0; at < missing.length; at += TOGETHER) await this.fetch(missing.slice(at, at + TOGETHER));
  }

  /** Fetches and keeps `entries`; what comes from another build, or may do so, is dropped again. */
  private async fetch(entries: Entry[]): Promise<void> {
    const cache = await this.opened;
    const fetched = await Promise.allSettled(
      entries.map(async (entry) => cache.put(this.key(entry), await answer(this.address(entry[0])))),
    );
    try {
      await this.requireCurrent();
    } catch (error) {
      await Promise.all(entries.map((entry) => cache.delete(this.key(entry))));
      throw error;
    }
    for (const each of fetched) if (each.status === "rejected") throw each.reason;
  }

  /** Throws unless the server has this build. */
  private async requireCurrent(): Promise<void> {
    const build = await (await answer(this.address(BUILD))).text();
    if (!build.includes(`"${this.listing.build}"`)) throw new Error("the server has another build");
  }

  private async missing(entries: Entry[]): Promise<Entry[]> {
    const kept = new Set((await (await this.opened).keys()).map((request) => request.url));
    return entries.filter((entry) => !kept.has(this.key(entry)));
  }

  // --- beyond the listing ---------------------------------------------------------------------------------------------

  /** Kept from the moment that the reader wants everything saved; every later build finds it. */
  private get mark(): string {
    return `${this.root.href}?wanted`;
  }

  private async wanted(): Promise<boolean> {
    return (await (await this.opened).match(this.mark)) !== undefined;
  }

  /** The files beyond the listing, whose list is fetched if need be. */
  private async list(): Promise<Map<string, string>> {
    await this.fill([[this.listing.more.list, ""]]);
    if ((await this.rest()) === undefined) this.more = undefined;
    return (await this.rest()) ?? new Map();
  }

  private rest(): Promise<Map<string, string> | undefined> {
    this.more ??= (async () => {
      const list = await (await this.opened).match(this.key([this.listing.more.list, ""]), { ignoreVary: true });
      if (list === undefined) return undefined;
      const all = Object.entries((await list.json()) as Record<string, string>);
      return new Map(all.filter(([path]) => !this.files.has(path)));
    })();
    return this.more;
  }

  // --- addresses ------------------------------------------------------------------------------------------------------

  private address(path: string): string {
    return new URL(path.split("/").map(encodeURIComponent).join("/"), this.root).href;
  }

  private key([path, revision]: Entry): string {
    return `${this.address(path)}?${revision}`;
  }
}

/** A path as the build writes it. One that is no text is no page's. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function cacheName(root: URL): string {
  return `studysite ${root.pathname}`;
}

/** What the server has at `address`, fit to be kept. */
async function answer(address: string): Promise<Response> {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  if (!response.redirected) return response;
  // The host leads from `s3.html` to `s3`. Browsers don't take a redirected answer for a page, so it gets a new start.
  return new Response(response.body, { status: response.status, headers: response.headers });
}
