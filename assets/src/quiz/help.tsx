/** The list of keys, and the switch for whoever's software has keys of its own. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import * as say from "../messages";
import { useProgress } from "./progress";

/** `list`: keys, and what they do. */
export function Help({ list, close }: { list: readonly (readonly [keys: string, does: string])[]; close: () => void }) {
  const dialog = useModal();
  const { settings, change } = useProgress();
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={close}>
      <h2 id="help-title">{say.keysTitle}</h2>
      <dl>
        {list.map(([keys, does]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="switch">
        <input type="checkbox" checked={settings.keys} onChange={(event) => void change({ keys: event.currentTarget.checked })} /> {say.keysOn}
      </label>
      <button class="btn main" type="button" autofocus onClick={() => dialog.current?.close()}>
        {say.close}
      </button>
    </dialog>
  );
}

/** For a dialog that is open as long as it is there: it takes the focus, and gives it back. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => before instanceof HTMLElement && before.focus({ preventScroll: true });
  }, []);
  return dialog;
}
