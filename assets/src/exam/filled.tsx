/** A question whose form shows what was chosen: on a paper that is turned back and forth, and in its review. */
import { useLayoutEffect, useRef } from "preact/hooks";

import type { Chosen } from "../data";
import { Question, type CardProps } from "../quiz/card";

interface Props extends CardProps {
  turn: number;
  /** Raised when `chosen` changes by other means than the form itself. */
  version?: number;
}

export function Filled({ version = 0, ...question }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => fill(place.current, question.chosen), [version]);
  return (
    <div ref={place}>
      <Question {...question} />
    </div>
  );
}

function fill(place: HTMLElement | null, chosen: Chosen): void {
  for (const [index, input] of [...(place?.querySelectorAll("input") ?? [])].entries()) {
    if (input.type === "text") input.value = String(chosen[index] ?? "");
    else input.checked = (chosen as readonly unknown[]).includes(Number(input.value));
  }
}
