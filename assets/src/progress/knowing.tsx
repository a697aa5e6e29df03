/** Do you know what you know? How often the student was right when sure, thinking so, guessing. */
import type { Calibration, ConfidenceShare } from "../memory/types";
import * as say from "../messages";
import { useProgress } from "../quiz/progress";
import { Range } from "../quiz/range";
import { Line } from "./line";
import { Table } from "../quiz/table";

/** Answers with a confidence before their share is shown. */
const ENOUGH = 10;

interface Props {
  student: Calibration["student"];
  /** Cards that the list shows. */
  most: number;
}

export function Knowing({ student: { shares, sureButWrong }, most }: Props) {
  const { settings, change } = useProgress();
  const given = shares.filter(({ of }) => of > 0).reverse(); // sure first
  const open = shares.some(({ interval }) => interval === null);

  return (
    <section>
      <h2>{say.knowing}</h2>
      {sureButWrong.length > 0 && (
        <>
          <h3>{say.examSureWrong}</h3>
          <ul class="rows">
            {sureButWrong.slice(0, most).map(({ card }) => (
              <Line key={card.id} card={card} />
            ))}
          </ul>
        </>
      )}
      {given.length > 0 && (
        <>
          <h3>{say.knowingShares}</h3>
          <ul class="rows">
            {given.map((each) => (
              <Share key={each.confidence} share={each} />
            ))}
          </ul>
          <Table name={say.knowing} columns={say.knowingColumns} rows={given.map(figures)} />
        </>
      )}
      {open && (
        <p>
          {given.length === 0 && say.knowingHow} {settings.keys && say.knowingKeys}
        </p>
      )}
      {open && (
        <label>
          <input
            type="checkbox"
            checked={settings.confidence}
            onChange={(event) => void change({ confidence: event.currentTarget.checked })}
          />{" "}
          {say.confidenceButtons}
        </label>
      )}
    </section>
  );
}

function Share({ share: { confidence, right, of, interval } }: { share: ConfidenceShare }) {
  const name = say.confidence[confidence];
  return (
    <li class="row">
      <span>{name}</span>
      <span class="small num">{interval === null ? say.knowingMore(ENOUGH - of) : say.knowingShare(right, of)}</span>
      {interval !== null && <Range name={say.knowingBar(name, right / of, interval.low, interval.high)} share={right / of} {...interval} />}
    </li>
  );
}

function figures({ confidence, right, of, interval }: ConfidenceShare): string[] {
  const known = interval === null ? ["", ""] : [say.examScore(right / of), say.examBetween(interval.low, interval.high)];
  return [say.confidence[confidence], say.score(right, of), ...known];
}
