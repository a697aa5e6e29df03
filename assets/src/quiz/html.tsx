import { useLayoutEffect, useRef } from "preact/hooks";

/** HTML that the build made from the notes, and passed through its allow-list: the only HTML that is not JSX. */
export function Html({ as: Tag = "div", html, class: name }: { as?: "div" | "span"; html: string; class?: string }) {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (element.current !== null) studysite.diagrams(element.current);
  }, [html]);
  return <Tag ref={element as never} class={name} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A bar from 0 to 1, for the eye: the number stands beside it in words. Its width is set by script, as the CSP asks. */
export function Bar({ share, class: name }: { share: number; class: string }) {
  return (
    <div class={name} aria-hidden="true">
      <i ref={(bar) => bar?.style.setProperty("width", `${100 * share}%`)} />
    </div>
  );
}
