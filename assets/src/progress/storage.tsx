/** What the browser says it does with the student's data, and what it can be asked for. */
import { useEffect, useState } from "preact/hooks";

import * as say from "../messages";

interface Answer {
  /** Null: the browser has no such notion, or not at this address. */
  readonly persisted: boolean | null;
  readonly usage: number;
  readonly quota: number;
}

export function Storage() {
  const [answer, setAnswer] = useState<Answer>();
  const [refused, setRefused] = useState(false);
  useEffect(() => void ask().then(setAnswer), []);

  async function persist(): Promise<void> {
    setRefused(!(await navigator.storage.persist().catch(() => false)));
    setAnswer(await ask());
  }

  return (
    <section>
      <h2>{say.storage}</h2>
      {answer && (
        <p class="small">
          {answer.persisted === null ? say.persistUnknown : answer.persisted ? say.persisted : say.notPersisted}{" "}
          {answer.quota > 0 && say.takes(answer.usage, answer.quota - answer.usage)}
        </p>
      )}
      {isSafari() && <p class="small">{say.safari}</p>}
      {answer?.persisted === false && (
        <p class="acts">
          <button class="btn" type="button" onClick={() => void persist()}>
            {say.askToKeep}
          </button>
        </p>
      )}
      <p aria-live="polite" class="small">
        {refused && say.refusedToKeep}
      </p>
    </section>
  );
}

async function ask(): Promise<Answer> {
  const { storage } = navigator as Partial<Navigator>; // there is none on http
  const { usage = 0, quota = 0 } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  return { persisted: (await storage?.persisted?.().catch(() => null)) ?? null, usage, quota };
}

/** Safari itself, not a site on its home screen. Every browser on iOS is one inside. */
function isSafari(): boolean {
  return navigator.vendor.startsWith("Apple") && !matchMedia("(display-mode: standalone)").matches;
}
