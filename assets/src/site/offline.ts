/**
 * The site on this device, where there is a server to take it from: registers the service worker, says in the foot of
 * the page what works offline, saves the rest when asked to, and offers a new version.
 */
import type { Request, State } from "../sw/protocol";
import * as say from "../messages";
import { button, float } from "./notice";

export async function offline(): Promise<void> {
  retry();
  if (!location.protocol.startsWith("http")) return;
  const { offline } = await studysite.build;
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined; // none on http, but for this machine
  if (offline === undefined || workers === undefined) return;
  const root = document.documentElement.dataset["root"] ?? "";
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: root + offline.manifest }));
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));

  let controlled = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (controlled) location.reload(); // the reader has agreed to the new version, here or in another tab
    controlled = true;
  });
  const registration = await workers.register(root + offline.worker, { updateViaCache: "none" });
  offerUpdates(registration);
  await workers.ready;
  await foot(registration);
}

// --- a new version ----------------------------------------------------------------------------------------------------

function offerUpdates(registration: ServiceWorkerRegistration): void {
  let bar: HTMLElement | undefined;
  const offer = (): void => {
    if (registration.waiting === null || registration.active === null || bar !== undefined) return;
    const box = (bar = float(
      "region",
      say.newVersion,
      button(say.update, "btn", () => registration.waiting?.postMessage("update" satisfies Request)),
      button(say.later, "quiet", () => box.remove()),
    ));
    box.setAttribute("aria-label", say.newVersion);
    const quiz = document.getElementById("quiz");
    if (quiz === null) return;
    const quiet = (): void => void (box.hidden = quiz.querySelector("[data-card]") !== null); // nobody is interrupted
    new MutationObserver(quiet).observe(quiz, { childList: true, subtree: true });
    quiet();
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  offer();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && navigator.onLine) registration.update().catch(() => undefined);
  });
}

// --- what is saved ----------------------------------------------------------------------------------------------------

async function foot(registration: ServiceWorkerRegistration): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-offline]");
  const state = await ask(registration, "state");
  if (place === null) return;
  const words = document.createElement("span");
  const more = button("", "quiet", () => void save());
  place.tabIndex = -1;

  const show = ({ saved, files, bytes, failed }: State, saving = false): void => {
    const whole = saved === files;
    const partly = failed ? say.savedPartly : say.offlinePartly;
    words.textContent = saving ? say.saving(saved, files) : whole ? say.offlineReady : partly;
    more.textContent = saved > 0 ? say.saveRest : say.saveMore(bytes);
    if (document.activeElement === more) place.focus(); // a button that goes would lose it
    place.replaceChildren(words, ...(saving || whole ? [] : [" ", more]));
    place.dataset["offline"] = saving ? "saving" : whole ? "saved" : "partly";
  };

  const save = async (): Promise<void> => {
    let now = { ...state, failed: false };
    do {
      show(now, true);
      now = await ask(registration, "save");
    } while (!now.failed && now.saved < now.files);
    show(now);
    if (now.failed && navigator.onLine) registration.update().catch(() => undefined); // it may be of another build
  };

  if (state.wanted && state.saved < state.files && navigator.onLine) await save();
  else show(state);
}

function ask(registration: ServiceWorkerRegistration, request: Request): Promise<State> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data as State);
    registration.active?.postMessage(request, [port2]);
  });
}

// --- offline.html -----------------------------------------------------------------------------------------------------

/** On the page that stands in for one that is not saved: the way to that page. */
function retry(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-retry]");
  if (link === null || location.hash === "") return;
  const root = new URL("./", location.href).href;
  const wanted = root + location.hash.slice(1);
  if (!new URL(wanted).href.startsWith(root)) return; // `..` leads out
  link.href = wanted;
  link.hidden = false;
}
