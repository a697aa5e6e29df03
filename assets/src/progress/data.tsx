/** The student's data: backups out and in, what the browser does with it, settings, other programs, deletion. */
import { useState } from "preact/hooks";

import type { Deck } from "../data";
import { remembered } from "../memory/present";
import * as say from "../messages";
import { sinceSaved, useSaved } from "../quiz/backup";
import { store, useProgress } from "../quiz/progress";
import { parsed, written, type Refusal } from "./backup";
import { csv } from "./csv";
import { Delete } from "./delete";
import { download, share, shares, textFile } from "./file";
import { Preferences } from "./preferences";
import { Storage } from "./storage";
import { Title } from "../quiz/title";

const site = document.documentElement.dataset["site"] ?? "";

/** What goes into a backup of that which is kept beside the log. A device that has such a value of its own keeps it. */
const KEPT: readonly string[] = ["settings", "papers"];

export function Data({ deck, moved }: { deck: Deck; moved: boolean }) {
  const [status, setStatus] = useState("");
  const { states } = useProgress();
  const [saved, noteSaved] = useSaved();
  const answers = [...states.values()].reduce((sum, state) => sum + state.answers, 0);

  async function file(): Promise<File> {
    const [events, now] = await Promise.all([store.events(), store.states()]);
    const cards = [...now.values()].map(({ card, twin, hash, ids }) => ({ card, twin, hash, ids }));
    const kept = (await Promise.all(KEPT.map(async (key) => [key, await store.kept(key)]))).filter(([, value]) => value != null);
    const text = written({ site, events, cards, kept: Object.fromEntries(kept) });
    return textFile(named("txt"), text);
  }

  async function out(by: (file: File) => boolean | void | Promise<boolean>, said: (name: string) => string): Promise<void> {
    const made = await file();
    if ((await by(made)) === false) return;
    await noteSaved({ time: Date.now(), answers });
    setStatus(said(made.name));
  }

  async function takeIn(given: File | null | undefined): Promise<void> {
    if (!given) return;
    setStatus("");
    setStatus(await takenIn(new Uint8Array(await given.arrayBuffer()), deck));
  }

  const save = () => void out(download, say.backupSaved);
  const send = () => void out(share, () => say.backupSent).catch(() => setStatus(say.backupNotSent));
  return (
    <div
      class="data stack"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void takeIn(event.dataTransfer?.files[0]);
      }}
    >
      <Title text={say.yourData} moved={moved} />
      <p>{say.keptHere(location.host)}</p>
      <section>
        <h2>{say.backup}</h2>
        <p class="small">
          {say.answersSoFar(answers)}
          {saved !== undefined && ` · ${saved ? say.lastSaved(saved.time, sinceSaved(answers, saved)) : say.neverSaved}`}
        </p>
        <p class="acts">
          <button class="btn main" type="button" onClick={save}>
            {say.saveBackup}
          </button>
          {shares() && (
            <button class="btn" type="button" onClick={send}>
              {say.sendBackup}
            </button>
          )}
        </p>
      </section>
      <section>
        <h2>{say.takeIn}</h2>
        <p class="small">{say.takeInHint}</p>
        <p class="acts">
          <label class="btn file">
            <input
              class="vh"
              type="file"
              onChange={(event) => {
                const { currentTarget: input } = event;
                void takeIn(input.files?.[0]).then(() => (input.value = "")); // the same file may be chosen again
              }}
            />
            {say.chooseFile}
          </label>
          <span class="small drop">{say.orDrop}</span>
        </p>
      </section>
      <p role="status" class="told">
        {status}
      </p>
      <Storage />
      <Preferences deck={deck} />
      <section>
        <h2>{say.otherPrograms}</h2>
        <p class="small">{say.csvHint(Intl.DateTimeFormat().resolvedOptions().timeZone)}</p>
        <p class="acts">
          <button class="btn" type="button" onClick={() => void saveCsv(deck).then(setStatus)}>
            {say.saveCsv}
          </button>
        </p>
      </section>
      <Delete answers={answers} save={save} done={setStatus} />
    </div>
  );
}

/** What became of a file: all of it is in the log, or none. */
async function takenIn(bytes: Uint8Array, deck: Deck): Promise<string> {
  const found = parsed(bytes, site);
  if ("why" in found) return refusal(found);
  try {
    const kept = Object.fromEntries(Object.entries(found.kept).filter(([key]) => KEPT.includes(key)));
    const added = await store.takeIn({ ...found, kept });
    await store.reconcile(deck.cards);
    return say.tookIn(added, found.events.length - added);
  } catch (error) {
    return (error as Error).name === "QuotaExceededError" ? say.noRoom : say.notTakenIn;
  }
}

function refusal(found: Refusal): string {
  return found.why === "foreign" ? say.refusedForeign(found.site, site) : say.refused[found.why];
}

async function saveCsv(deck: Deck): Promise<string> {
  const { standing } = await remembered(store, deck);
  const made = textFile(named("csv"), csv(standing.cards.values()), "text/csv");
  download(made);
  return say.backupSaved(made.name);
}

/** "sky-2026-05-01.txt": by the student's own calendar. */
function named(ending: string): string {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return `${site.replace(/[^\p{L}\p{N}-]+/gu, "-")}-${day}.${ending}`;
}
