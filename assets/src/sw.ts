/**
 * The service worker: keeps a build of the site on the device, and answers from it, so that the site works offline and
 * a page never sees files of two builds.
 *
 * A new version waits until the reader agrees or the last page of the old one is closed. The build writes `listing` in
 * front of this script (generator/offline.py); null takes a worker away that was installed before.
 */
import { Kept, cacheName } from "./sw/kept";
import type { Listing, Request as Asked } from "./sw/protocol";

declare const self: ServiceWorkerGlobalScope & { listing: Listing | null };

const root = new URL("./", self.location.href);

if (self.listing === null) retire();
else serve(self.listing, new Kept(self.listing, root));

function serve(listing: Listing, kept: Kept): void {
  self.addEventListener("install", (event) => event.waitUntil(kept.install()));

  self.addEventListener("activate", (event) =>
    event.waitUntil(
      (async () => {
        await self.clients.claim();
        await kept.prune();
      })(),
    ),
  );

  self.addEventListener("message", (event) => {
    const asked = event.data as Asked;
    if (asked === "update") void self.skipWaiting();
    else {
      const told = asked === "save" ? kept.save() : kept.state();
      event.waitUntil(told.then((state) => event.ports[0]?.postMessage(state)));
    }
  });

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method === "GET" && request.url.startsWith(root.href)) event.respondWith(answer(event));
  });

  async function answer({ request, clientId }: FetchEvent): Promise<Response> {
    const url = new URL(request.url);
    const path = await kept.path(url);
    if (path?.endsWith("/")) return Response.redirect(new URL(`${url.pathname}/${url.search}`, url));
    if (path !== undefined && (await isOfThisBuild(url, path, clientId))) {
      const file = await kept.file(path);
      if (file !== undefined) return part(request, file);
    }
    try {
      return await fetch(request);
    } catch {
      if (request.mode !== "navigate") return Response.error();
      return Response.redirect(new URL(`offline.html#${url.href.slice(root.href.length)}`, root));
    }
  }

  /**
   * Whether a page that asks for `path` wants this build's file. A page that came from the server may be of a newer
   * build; then it wants that build's `build.js`, and asks for its folder's data by that build's id.
   */
  async function isOfThisBuild(url: URL, path: string, clientId: string): Promise<boolean> {
    const version = url.searchParams.get("v");
    if (path.startsWith("assets/nav/")) return version === null || version === listing.build;
    if (path !== "build.js") return true;
    const page = await self.clients.get(clientId);
    return page === undefined || (await kept.path(new URL(page.url))) !== undefined;
  }
}

/** The part of `file` that a player asks for: some browsers play nothing without. */
async function part(request: Request, file: Response): Promise<Response> {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  if (asked === null) return file;
  const whole = await file.blob();
  const start = Number(asked[1]);
  const end = Math.min(asked[2] ? Number(asked[2]) : Infinity, whole.size - 1);
  const headers = new Headers(file.headers);
  headers.set("content-range", `bytes ${start}-${end}/${whole.size}`);
  headers.set("content-length", String(end - start + 1));
  return new Response(whole.slice(start, end + 1), { status: 206, headers });
}

/** Takes over at once, only to remove itself and what was kept; pages then come from the server. */
function retire(): void {
  self.addEventListener("install", () => void self.skipWaiting());
  self.addEventListener("activate", (event) =>
    event.waitUntil(
      (async () => {
        await caches.delete(cacheName(root));
        await self.registration.unregister();
        const pages = await self.clients.matchAll({ type: "window" });
        await Promise.all(pages.map((page) => page.navigate(page.url)));
      })(),
    ),
  );
}
