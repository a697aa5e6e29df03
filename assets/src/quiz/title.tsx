import { useLayoutEffect, useRef } from "preact/hooks";

import { focusOn } from "./focus";

/** A view's heading, which takes the focus where the student came from another view. */
export function Title({ text, moved }: { text: string; moved: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (moved) focusOn(heading.current);
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  );
}
