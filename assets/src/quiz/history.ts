/** What an entry of the browser's history says of the sitting on its page, so that Back, Forward and a reload find it. */
import type { Session } from "./session";

interface Entry {
  readonly sitting: number;
  /** Its last answer is on screen. */
  readonly answered: boolean;
  readonly guessed: boolean;
}

export function note({ seed }: Session, answered: boolean, guessed: boolean): void {
  history.replaceState({ sitting: seed, answered, guessed } satisfies Entry, "");
}

/** What the present entry says of the session; null if it is of another, or of none. */
export function noted({ seed }: Session): Entry | null {
  const entry = history.state as Entry | null;
  return entry?.sitting === seed ? entry : null;
}
