/** Deleting all progress: in two steps, after the offer of a backup. */
import { useEffect, useRef, useState } from "preact/hooks";

import * as say from "../messages";
import { focusOn } from "../quiz/focus";
import { store } from "../quiz/progress";

interface Props {
  answers: number;
  save: () => void;
  /** What to tell of it. */
  done: (said: string) => void;
}

export function Delete({ answers, save, done }: Props) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(open);
  useEffect(() => {
    if (open !== was.current) focusOn((open ? field : button).current); // what had the focus is gone
    was.current = open;
  }, [open]);

  async function erase(event: Event): Promise<void> {
    event.preventDefault();
    if (typed.trim().toLowerCase() !== say.deleteWord) return;
    done(await store.erase().then(
      () => say.deleted,
      () => say.notDeleted,
    ));
    close();
  }

  function close(): void {
    setOpen(false);
    setTyped("");
  }

  return (
    <section>
      <h2>{say.deletion}</h2>
      {!open && (
        <p class="acts">
          <button ref={button} class="btn" type="button" onClick={() => setOpen(true)}>
            {say.deleteAll}
          </button>
        </p>
      )}
      {open && (
        <form onSubmit={erase}>
          <p>{say.deleteMeans(answers)}</p>
          <div class="fields">
            <label>
              {say.typeToDelete}
              <input ref={field} value={typed} autocomplete="off" autocapitalize="none" onInput={(event) => setTyped(event.currentTarget.value)} />
            </label>
          </div>
          <p class="acts">
            <button class="btn" type="button" onClick={save}>
              {say.saveBackup}
            </button>
            <button class="btn danger" disabled={typed.trim().toLowerCase() !== say.deleteWord}>
              {say.deleteNow}
            </button>
            <button class="quiet" type="button" onClick={close}>
              {say.keepIt}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
