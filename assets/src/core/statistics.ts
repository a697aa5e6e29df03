/** Sums, means, and how far a share of right answers can be trusted. Pure. */

export type Interval = readonly [low: number, high: number];

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/**
 * Wilson's score interval for a share of right answers: E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference" (1927). It stays within [0, 1] and says something of few answers too; without any it is [0, 1].
 *
 * `z`: the quantile of the normal distribution, 1.96 for a 95 % interval.
 */
export function wilson(right: number, of: number, z: number): Interval {
  if (of === 0) return [0, 1];
  const middle = (right + z ** 2 / 2) / (of + z ** 2);
  const reach = (z * Math.sqrt((right * (of - right)) / of + z ** 2 / 4)) / (of + z ** 2);
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}
