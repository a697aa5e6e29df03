import type { ComponentChildren } from "preact";

/** A heading and a sentence, where there is nothing else to show. */
export function Notice({ title, text, children }: { title: string; text: string; children?: ComponentChildren }) {
  return (
    <div class="empty stack">
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </div>
  );
}
