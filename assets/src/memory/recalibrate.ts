/**
 * FSRS's default parameters are those of many people. What this student's own answers say of its predictions is fitted as
 * sigma(a + b logit R), so that the share recalled agrees with what was predicted.
 */

export interface Recalibration {
  readonly a: number;
  readonly b: number;
}

/** A prediction before an answer, the card's blind chance, and how it went. */
export interface Prediction {
  readonly recall: number;
  readonly g: number;
  readonly right: boolean;
}

/** From so many measured answers on. */
export const ENOUGH = 200;

/** How far (a, b) are believed to lie from (0, 1) before there is a single answer: standard deviations. */
const PRIOR = { a: 0.5, b: 0.25 } as const;

/** Beyond this nobody has counted: keeps logits finite. */
const SURE = 1e-6;

/** Recall as the student's own answers correct it. */
export function recalibrated(recall: number, { a, b }: Recalibration): number {
  return sigma(a + b * logit(recall));
}

/**
 * The (a, b) of the highest posterior density under right ~ g + (1 - g) sigma(a + b logit R), by Fisher scoring.
 *
 * A normal prior around (0, 1) shrinks what few answers say.
 */
export function fitted(predictions: readonly Prediction[]): Recalibration {
  const logits = predictions.map(({ recall }) => logit(recall));
  let [a, b] = [0, 1];
  for (let step = 0; step < 25; step++) {
    // Gradient and expected information of the log posterior.
    let da = -a / PRIOR.a ** 2;
    let db = -(b - 1) / PRIOR.b ** 2;
    let aa = 1 / PRIOR.a ** 2;
    let bb = 1 / PRIOR.b ** 2;
    let ab = 0;
    for (const [index, { g, right }] of predictions.entries()) {
      const x = logits[index] as number;
      const recall = sigma(a + b * x);
      const p = g + (1 - g) * recall;
      const slope = (1 - g) * recall * (1 - recall); // of p, by a + bx
      const variance = Math.max(p * (1 - p), SURE);
      const pull = (((right ? 1 : 0) - p) * slope) / variance;
      const weight = slope ** 2 / variance;
      da += pull;
      db += pull * x;
      aa += weight;
      ab += weight * x;
      bb += weight * x * x;
    }
    const determinant = aa * bb - ab * ab;
    const [stepA, stepB] = [(bb * da - ab * db) / determinant, (aa * db - ab * da) / determinant];
    a += stepA;
    b += stepB;
    if (Math.abs(stepA) + Math.abs(stepB) < 1e-9) break;
  }
  return { a, b };
}

export function logit(share: number): number {
  const inside = Math.min(1 - SURE, Math.max(SURE, share));
  return Math.log(inside / (1 - inside));
}

function sigma(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
