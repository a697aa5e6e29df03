import { useId } from "preact/hooks";
import type { ComponentChildren } from "preact";

import type { DeckCard } from "../data";
import * as say from "../messages";
import { Html } from "../quiz/html";
import { useText } from "../quiz/texts";

/** A card in a list: its question, what is to be said of it, and the way to answer it. */
export function Line({ card, children }: { card: DeckCard; children?: ComponentChildren }) {
  const text = useText(card);
  const id = useId();
  return (
    <li class="row">
      <div id={`${id}q`}>
        <Html as="span" html={text?.prompt ?? ""} />
      </div>
      <a id={`${id}a`} class="small" aria-labelledby={`${id}a ${id}q`} href={`#/card/${encodeURIComponent(card.id)}`}>
        {say.practise}
      </a>
      {children && <p class="small num">{children}</p>}
    </li>
  );
}
