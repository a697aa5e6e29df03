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
export const ENOUGH = 50;

/** How far (a, b) are believed to lie from (0, 1) before there is a single answer: standard deviations. */
const PRIOR = { a: 1, b: 0.5 } as const;

/** Beyond this nobody has counted: keeps logits finite. */
const SURE = 1e-6;

/** Recall as the student's own answers correct it. */
export function recalibrated(recall: number, { a, b }: Recalibration): number {
  return sigma(a + b * logit(recall));
}

/**
 * The (a, b) of the highest posterior density under right ~ g + (1 - g) sigma(a + b logit R).
 *
 * A normal prior around (0, 1) shrinks what few answers say. Fisher scoring; a step that would lead downhill is halved.
 */
export function fitted(predictions: readonly Prediction[]): Recalibration {
  const answers = predictions.map(({ recall, g, right }) => ({ x: logit(recall), g, hit: right ? 1 : 0 }));
  let best = climbed(answers, 0, 1);
  for (let step = 0; step < 50; step++) {
    const { a, b, da, db, aa, ab, bb } = best;
    const determinant = aa * bb - ab * ab;
    let [stepA, stepB] = [(bb * da - ab * db) / determinant, (aa * db - ab * da) / determinant];
    let next = climbed(answers, a + stepA, b + stepB);
    while (next.density < best.density && Math.abs(stepA) + Math.abs(stepB) > NEAR) {
      [stepA, stepB] = [stepA / 2, stepB / 2];
      next = climbed(answers, a + stepA, b + stepB);
    }
    if (next.density < best.density || Math.abs(stepA) + Math.abs(stepB) < NEAR) break;
    best = next;
  }
  return { a: best.a, b: best.b };
}

const NEAR = 1e-7;

/** The log posterior at (a, b), its gradient and its expected information. */
function climbed(answers: readonly { x: number; g: number; hit: number }[], a: number, b: number) {
  let density = -((a / PRIOR.a) ** 2 + ((b - 1) / PRIOR.b) ** 2) / 2;
  let da = -a / PRIOR.a ** 2;
  let db = -(b - 1) / PRIOR.b ** 2;
  let aa = 1 / PRIOR.a ** 2;
  let bb = 1 / PRIOR.b ** 2;
  let ab = 0;
  for (const { x, g, hit } of answers) {
    const recall = sigma(a + b * x);
    const p = Math.min(1 - SURE, Math.max(SURE, g + (1 - g) * recall));
    const slope = (1 - g) * recall * (1 - recall); // of p, by a + bx
    const pull = ((hit - p) * slope) / (p * (1 - p));
    const weight = slope ** 2 / (p * (1 - p));
    density += Math.log(hit === 1 ? p : 1 - p);
    da += pull;
    db += pull * x;
    aa += weight;
    ab += weight * x;
    bb += weight * x * x;
  }
  return { a, b, density, da, db, aa, ab, bb };
}

export function logit(share: number): number {
  const inside = Math.min(1 - SURE, Math.max(SURE, share));
  return Math.log(inside / (1 - inside));
}

function sigma(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
