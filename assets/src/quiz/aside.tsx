/** What stands beside the way on, under every question: the flag and the list of keys, after what a view has of its own. */
import type { ComponentChildren } from "preact";

import * as say from "../messages";

interface Props {
  flagged: boolean;
  flag: () => void;
  help: () => void;
  children?: ComponentChildren;
}

export function Aside({ flagged, flag, help, children }: Props) {
  return (
    <span class="push">
      {children}
      <button class="quiet" type="button" aria-pressed={flagged} onClick={flag}>
        {flagged ? say.flagged : say.flag}
      </button>
      <button class="quiet keys" type="button" onClick={help}>
        {say.keys}
      </button>
    </span>
  );
}
