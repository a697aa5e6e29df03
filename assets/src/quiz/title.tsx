import { useLayoutEffect, useRef } from "preact/hooks";

/** A view's heading, which takes the focus where the student came from another view. */
export function Title({ text, moved }: { text: string; moved: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (moved) heading.current?.focus();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  );
}
