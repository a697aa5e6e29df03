/** Small facts that this device keeps for a site: in localStorage, which answers at once, and may be missing or blocked. */

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps `value` under `key`; null forgets it. Where storage is blocked or full, nothing is kept. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // as if it had never been told
  }
}

/** The name under which this site keeps `what`: all sites opened from a disk may share one storage. */
export function keyOf(what: "known" | "read"): string {
  return `studysite:${document.documentElement.dataset["site"]}:${what}`;
}
