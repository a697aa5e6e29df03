/** A paper that was handed in: how it went, what to read again, and every question with its answer. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { presentIn } from "../core/present";
import type { Deck, Ref } from "../data";
import * as say from "../messages";
import { focusOn } from "../quiz/focus";
import { Html } from "../quiz/html";
import { useProgress } from "../quiz/progress";
import { Range } from "../quiz/range";
import { Table } from "../quiz/table";
import { loadTexts, textOf } from "../quiz/texts";
import { Answers } from "./answers";
import { points, result, verdict, worth, type Filed, type Mark, type Part } from "./score";
import { examHref, wishOf } from "./terms";

/** Places to read that are shown at first. */
const MOST = 8;

export interface ResultProps {
  deck: Deck;
  filed: Filed;
  /** It was handed in because time was up. */
  timeUp: boolean;
  moved: boolean;
}

export function Results({ deck, filed, timeUp, moved }: ResultProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const answers = useRef<HTMLHeadingElement>(null);
  const [there, setThere] = useState(false);
  const [all, setAll] = useState(false);
  const outcome = useMemo(() => result(filed), [filed]);
  const { score, interval, parts, outside, covered, first, again, unanswered } = outcome;
  const { marks, passMark } = filed;
  const { states } = useProgress();
  const cardOf = useMemo(() => presentIn(deck.cards, states), [deck, states]);

  useLayoutEffect(() => {
    if (!moved) return;
    scrollTo(0, 0);
    focusOn(heading.current, { preventScroll: true });
  }, []);
  useEffect(() => {
    const show = () => setThere(true);
    loadTexts(marks.flatMap(({ card }) => cardOf(card) ?? [])).then(show, show); // what is missing is told by the loader
  }, [cardOf]);

  const textFor = ({ card }: Mark) => {
    const found = cardOf(card);
    return found && textOf(found);
  };
  const sureWrong = marks.filter((mark) => mark.confidence === "sure" && !mark.right);
  const value = worth(filed, outcome);
  const reading = places(marks.flatMap((mark) => (mark.right ? [] : [[value(mark), textFor(mark)?.read ?? []] as const])));
  const words = score === null ? say.examUncounted : say.examVerdict[verdict(score, passMark)];

  function goThrough(): void {
    answers.current?.focus();
    answers.current?.scrollIntoView();
  }

  return (
    <div class="exam result stack">
      <div class="stack-s">
        <h1 ref={heading} tabIndex={-1}>
          {say.examOf(filed.course)}
        </h1>
        <p class="small num">
          {say.when(filed.started)} · {say.questions(marks.length)}
          {unanswered > 0 && `, ${say.examUnansweredCount(unanswered)}`} · {say.duration(filed.ended - filed.started)}
          {marks.length > 0 && ` · ${say.examEach(marks.reduce((all, mark) => all + mark.ms, 0) / marks.length)}`}
        </p>
      </div>
      <div class="stack-s">
        <p role="status">
          {timeUp && <span class="up">{say.examTimeUp} </span>}
          {score !== null && <span class="score num">{say.examPoints(points(score, passMark))} </span>}
          <strong>{words}</strong> {score !== null && say.examMark(passMark)}
        </p>
        {first.asked > 0 && again.asked > 0 && (
          <p class="num">
            {say.examFirst(first.right, first.asked)} {say.examAgain(again.right, again.asked)}
          </p>
        )}
        <p class="small num">
          {score !== null && say.examRange(...interval)} {say.examNoVendor} {covered < 0.995 && say.examCovered(covered)}{" "}
          {outside.asked > 0 && say.examOutsideScore(outside.right, outside.asked)}
        </p>
      </div>
      <div class="acts">
        <button class="btn main" type="button" onClick={goThrough}>
          {say.examGoThrough}
        </button>
        <a class="quiet" href={examHref(deck, { ...wishOf(deck, filed.place), seed: "" })}>
          {say.examAnother}
        </a>
        <a class="quiet" href={`${filed.place}&view=print&of=${filed.id}`}>
          {say.examPrint}
        </a>
      </div>
      {parts.length > 0 && <Domains parts={parts} passMark={passMark} />}
      {sureWrong.length > 0 && (
        <section>
          <h2>{say.examSureWrong}</h2>
          <ul class="rows">
            {sureWrong.map((mark) => (
              <li key={mark.card} class="row">
                <Html as="span" html={textFor(mark)?.prompt ?? say.cardGone} />
                <p class="small">{filed.domains[mark.domain]?.title}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {marks.some((mark) => !mark.right) && there && (
        <section>
          <h2>{say.readAgain}</h2>
          {reading.length === 0 ? <p>{say.missedButUnexplained}</p> : <p class="small">{say.examReadOrder}</p>}
          <ul class="rows">
            {(all ? reading : reading.slice(0, MOST)).map(({ ref, gain }) => (
              <li key={ref.href} class="row">
                <a href={ref.href}>{ref.title}</a>
                <span class="small num">{gain > 0 && say.examGain(gain)}</span>
              </li>
            ))}
          </ul>
          {!all && reading.length > MOST && (
            <button class="quiet" type="button" onClick={() => setAll(true)}>
              {say.examReadAll(reading.length)}
            </button>
          )}
        </section>
      )}
      <Answers filed={filed} cardOf={cardOf} there={there} heading={answers} />
    </div>
  );
}

/** Each place once, with all that the questions which it answers were worth; what brings the most comes first. */
function places(missed: readonly (readonly [value: number, read: readonly Ref[]])[]): { ref: Ref; gain: number }[] {
  const found = new Map<string, { ref: Ref; gain: number }>();
  for (const [value, read] of missed) {
    for (const ref of read) found.set(ref.href, { ref, gain: (found.get(ref.href)?.gain ?? 0) + value });
  }
  return [...found.values()].sort((a, b) => b.gain - a.gain);
}

// --- domains ----------------------------------------------------------------------------------------------------------

function Domains({ parts, passMark }: { parts: readonly Part[]; passMark: number }) {
  return (
    <section>
      <h2>{say.examByDomain}</h2>
      <ul class="rows">
        {parts.map(({ title, right, asked, interval: [low, high] }) => (
          <li key={title} class="row">
            <span>{title}</span>
            <span class="small num">{say.score(right, asked)}</span>
            <Range name={say.examBar(right / asked, low, high, passMark)} share={right / asked} {...{ low, high, passMark }} />
          </li>
        ))}
      </ul>
      <p class="small">{say.examBars}</p>
      <Table
        name={say.examByDomain}
        columns={[say.examDomain, say.examWeight, say.examRight, say.examShare, say.examInterval]}
        rows={parts.map(({ title, weight, right, asked, interval }) => [
          title,
          say.weight(weight),
          say.score(right, asked),
          say.examScore(right / asked),
          say.examBetween(...interval),
        ])}
      />
    </section>
  );
}
