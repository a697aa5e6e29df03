import { useLayoutEffect, useRef } from "preact/hooks";

/** HTML that the build made from the notes, and passed through its allow-list: the only HTML that is not JSX. */
export function Html({ as: Tag = "div", html, class: name }: { as?: "div" | "span"; html: string; class?: string }) {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (element.current !== null) studysite.diagrams(element.current);
  }, [html]);
  return <Tag ref={element as never} class={name} dangerouslySetInnerHTML={{ __html: html }} />;
}

/**
 * A bar from 0 to 1, for the eye: the number stands beside it in words. `over`: a part of it that is done in full. Widths
 * are set by script, as the CSP asks.
 */
export function Bar({ share, over, class: name }: { share: number; over?: number; class: string }) {
  const wide = (width: number) => (bar: HTMLElement | null) => bar?.style.setProperty("width", `${100 * width}%`);
  return (
    <div class={name} aria-hidden="true">
      <i ref={wide(share)} />
      {over !== undefined && <i ref={wide(over)} />}
    </div>
  );
}
