/** The day of an exam, as the student sets it. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import { lastExamDay } from "../core/settings";

interface Props {
  /** `YYYY-MM-DD`; empty: none. */
  value: string;
  min?: string;
  /** Is told of whole days alone, and of "" where the field was emptied. */
  set: (day: string) => void;
  /** Where somebody else has to reach the field. */
  field?: RefObject<HTMLInputElement | null>;
}

/** Whoever types a date goes through others, so what is being typed is left alone. */
export function DateField({ value, min, set, field }: Props) {
  const own = useRef<HTMLInputElement>(null);
  const input = field ?? own;
  useLayoutEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = value;
  }, [value]);
  return (
    <input
      ref={input}
      type="date"
      min={min}
      max={lastExamDay()}
      onChange={({ currentTarget: { value: now, validity } }) => validity.valid && now !== value && set(now)}
    />
  );
}
