import type { Topic } from "../data";

/** A topic's name, which leads to the topic, else to the first of its notes that there is. */
export function Named({ topic: { title, href, notes } }: { topic: Topic }) {
  const to = href || notes.find((note) => note.href !== "")?.href;
  return to ? <a href={to}>{title}</a> : <span>{title}</span>;
}
