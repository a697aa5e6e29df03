/** How would a mock exam go today? The expected score against the pass mark, and beside it how first answers went. */
import { PASS_MARK } from "../exam/terms";
import type { CourseStanding, FirstSight, Readiness } from "../memory/types";
import * as say from "../messages";
import { Range } from "../quiz/range";
import { outlook } from "./figures";
import { Table } from "../quiz/table";

export function Score({ standing }: { standing: CourseStanding }) {
  const { readiness } = standing;
  return (
    <>
      <h3>{say.howScore}</h3>
      {readiness.kind === "score" && <Expected standing={standing} readiness={readiness} />}
      {readiness.kind === "answers" && <p>{say.readyLater(readiness.missing)}</p>}
      {readiness.kind === "uncovered" && <Uncovered standing={standing} share={readiness.share} />}
      {readiness.kind !== "score" && <AtFirst first={standing.first} />}
    </>
  );
}

function AtFirst({ first: { right, of } }: { first: FirstSight }) {
  return of === 0 ? null : <p class="num">{say.firstSight(right, of)}</p>;
}

type Scored = Extract<Readiness, { kind: "score" }>;

function Expected({ standing: { course, readinessOnDay: onDay, first }, readiness }: { standing: CourseStanding; readiness: Scored }) {
  const { score, low, high } = readiness;
  const passMark = course.exam.pass_mark ?? PASS_MARK;
  const words = say.scoreOutlook[outlook(readiness, passMark)];
  const rows = [[say.today, say.examScore(score), say.examBetween(low, high)]];
  if (onDay?.kind === "score") rows.push([say.scoreDayColumn, say.examScore(onDay.score), say.examBetween(onDay.low, onDay.high)]);
  if (first.of > 0) rows.push([say.firstSightName, say.examScore(first.right / first.of), ""]);
  return (
    <>
      <p class="num">
        <span class="score">{say.examScore(score)}</span> {say.scoreMost(low, high)}
      </p>
      <Range name={`${say.examBar(score, low, high, passMark)}. ${words}`} share={score} low={low} high={high} passMark={passMark} />
      <p>
        <strong>{words}</strong> {say.examMark(passMark)}{" "}
        {course.exam.pass_mark === null && say.examAssumed(say.examAssumedParts.passMark)}
      </p>
      <AtFirst first={first} />
      {onDay?.kind === "score" && <p class="num">{say.scoreOnDay(onDay.score, onDay.low, onDay.high)}</p>}
      <Table name={say.howScore} columns={say.scoreColumns} rows={rows} />
    </>
  );
}

function Uncovered({ standing, share }: { standing: CourseStanding; share: number }) {
  const bare = standing.domains.filter(({ graded, domain }) => graded === 0 && domain.weight > 0);
  return (
    <p>
      {say.readyNever(share)} {bare.length > 0 && `${say.readyNoCards} `}
      {bare.map(({ index, domain }, place) => (
        <span key={index}>
          {place > 0 && ", "}
          <a href={domain.href}>{domain.title}</a>
        </span>
      ))}
    </p>
  );
}
