/** The table of contents follows the scroll: the section that is being read is marked. */

export function contents(): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const a of document.querySelectorAll<HTMLAnchorElement>(".toc a")) links.set(decodeURIComponent(a.hash.slice(1)), a);
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((element) => element !== null);
  if (headings.length === 0) return;

  let marked: HTMLAnchorElement | undefined;
  const mark = (): void => {
    const line = innerHeight / 4;
    const current = headings.filter((heading) => heading.getBoundingClientRect().top <= line).at(-1);
    const link = current && links.get(current.id);
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    marked = link;
  };

  // Called when a heading crosses the line a quarter down the window, or leaves by the top: no work while scrolling.
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
  for (const heading of headings) observer.observe(heading);
}
