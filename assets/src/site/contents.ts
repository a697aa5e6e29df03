/** The table of contents follows the scroll: the section that is being read is marked. */

export function contents(): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const a of document.querySelectorAll<HTMLAnchorElement>(".toc a")) links.set(decodeURIComponent(a.hash.slice(1)), a);
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((element) => element !== null);
  if (headings.length === 0) return;

  // A heading is in when it stands above a line a quarter down the window, however far: no work while scrolling.
  const above = new Set<Element>();
  let marked: HTMLAnchorElement | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) above.add(target);
        else above.delete(target);
      }
      const current = headings.filter((heading) => above.has(heading)).at(-1);
      marked?.removeAttribute("aria-current");
      marked = current && links.get(current.id);
      marked?.setAttribute("aria-current", "true");
      marked?.scrollIntoView({ block: "nearest" }); // in a table of contents longer than the window
    },
    { rootMargin: "1000000px 0px -75% 0px" },
  );
  for (const heading of headings) observer.observe(heading);
}
