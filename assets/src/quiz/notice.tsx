import type { ComponentChildren } from "preact";

import { Title } from "./title";

interface Props {
  title: string;
  text: string;
  /** The student came here from another view, so the focus comes along. */
  moved?: boolean;
  children?: ComponentChildren;
}

/** A heading and a sentence, where there is nothing else to show. */
export function Notice({ title, text, moved = false, children }: Props) {
  return (
    <div class="empty stack">
      <Title text={title} moved={moved} />
      <p>{text}</p>
      {children}
    </div>
  );
}
