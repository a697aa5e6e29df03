/** How part of a kept object is set while the rest of it, which another tab may set at the same time, stays. */

/** `value` with what `change` sets of it; of objects directly in it, too, only what `change` names. Nothing deeper. */
export function merged(value: unknown, change: object): object {
  const before: Readonly<Record<string, unknown>> = isObject(value) ? value : {};
  const set = Object.entries(change).map(([key, now]) => {
    const was = before[key];
    return [key, isObject(was) && isObject(now) ? { ...was, ...now } : now];
  });
  return { ...before, ...Object.fromEntries(set) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
