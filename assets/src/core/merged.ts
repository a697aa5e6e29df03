/** How part of a kept object is set while the rest of it, which another tab may set at the same time, stays. */

/** `value` with what `change` sets of it; of objects directly in it, too, only what `change` names. Nothing deeper. */
export function merged(value: unknown, change: object): object {
  const all: Record<string, unknown> = { ...(value as object | undefined) };
  for (const [key, now] of Object.entries(change)) {
    all[key] = now?.constructor === Object ? { ...(all[key] as object | undefined), ...now } : now;
  }
  return all;
}
