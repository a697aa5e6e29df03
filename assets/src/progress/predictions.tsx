/** Are these predictions right? What was predicted before each answer, against what came. */
import type { Calibration } from "../memory/types";
import * as say from "../messages";
import { apart } from "./figures";
import { dots } from "./scale";
import { Table } from "../quiz/table";

/** Predictions that met an answer before they are judged. */
const ENOUGH = 50;

/** Pixels: of the square, and around it. */
const [SIDE, LEFT, RIGHT, ABOVE, BELOW] = [220, 48, 24, 34, 44];

export function Predictions({ model }: { model: Calibration["model"] }) {
  return (
    <section>
      <h2>{say.predictions}</h2>
      {model !== null && model.of >= ENOUGH ? <Judged {...model} /> : <p>{say.predictionsFew(model?.of ?? 0, ENOUGH)}</p>}
    </section>
  );
}

function Judged({ of, bins, brier, base, logLoss }: NonNullable<Calibration["model"]>) {
  const found = say.predictionsFound(of, apart(bins));
  const has = bins.filter((bin) => bin.of > 0);
  const rows = has.map((bin) => [say.examBetween(bin.from, bin.to), bin.of, say.examScore(bin.predicted), say.examScore(bin.right)]);
  return (
    <>
      <p class="num">{found}</p>
      <svg class="chart dots" role="img" aria-label={found} viewBox={`0 0 ${LEFT + SIDE + RIGHT} ${ABOVE + SIDE + BELOW}`}>
        <g transform={`translate(${LEFT} ${ABOVE})`}>
          {[0, 0.5, 1].map((share) => (
            <g key={share}>
              <line class="scale" x1="0" x2={SIDE} y1={SIDE * (1 - share)} y2={SIDE * (1 - share)} />
              <text class="up" x="-6" y={SIDE * (1 - share) + 4}>
                {say.examScore(share)}
              </text>
              <text class="along" x={SIDE * share} y={SIDE + 18}>
                {say.examScore(share)}
              </text>
            </g>
          ))}
          <line class="mark" x1="0" x2={SIDE} y1={SIDE} y2="0" />
          {dots(bins, SIDE).map(({ x, y, r }) => (
            <circle key={x} cx={x} cy={y} r={r} />
          ))}
          <text class="along" x={SIDE / 2} y={SIDE + 38}>
            {say.predicted}
          </text>
          <text x={-LEFT} y="-20">
            {say.cameRight}
          </text>
        </g>
      </svg>
      <p class="small">{say.predictionsHint}</p>
      <Table name={say.predictions} columns={say.predictionsColumns} rows={rows} />
      <p class="small num">{`${say.predictionsBrier(brier, base)} ${say.predictionsLogLoss(logLoss)}`}</p>
    </>
  );
}
