/** How far the student has come: each course with what to do for it, then what all answers say. */
import { useEffect, useMemo, useState } from "preact/hooks";

import type { Deck } from "../data";
import { examinable } from "../memory/chance";
import type { CourseStanding } from "../memory/types";
import { remembered, type Remembered } from "../memory/present";
import * as say from "../messages";
import { store, useProgress } from "../quiz/progress";
import { practiceHref } from "../quiz/route";
import { Coming } from "./coming";
import { Domains } from "./domains";
import { ExamDay } from "./examday";
import { besides } from "./figures";
import { Knowing } from "./knowing";
import { Line } from "./line";
import { Predictions } from "./predictions";
import { Raises } from "./raises";
import { Score } from "./score";
import { Stages } from "./stages";
import { Title } from "../quiz/title";

/** Cards and notes that a list shows; days that a forecast does. */
const MOST = 5;
const DAYS = 30;

export function Progress({ deck, moved }: { deck: Deck; moved: boolean }) {
  const { states, settings, day } = useProgress();
  const [found, setFound] = useState<Remembered | null>();
  useEffect(() => {
    let current = true;
    const show = (result: Remembered | null) => void (current && setFound(result));
    remembered(store, deck).then(show, () => show(null));
    return () => void (current = false);
  }, [states, settings, day]);
  return (
    <div class="progress stack">
      <Title text={say.part.progress} moved={moved} />
      {found === undefined && <p>{say.loading}</p>}
      {found === null && <p>{say.deckNotLoaded}</p>}
      {found && <Found {...found} />}
      <p class="acts">
        <a class="btn" href="#/data">
          {say.yourData}
        </a>
        <a class="quiet" href="#/">
          {say.choose}
        </a>
      </p>
    </div>
  );
}

/** All else that is shown; it takes a while where there are many answers. */
function reckoned({ memory, standing }: Remembered) {
  const plans = standing.courses.map(({ index }) => memory.plan(standing, index));
  return {
    plans,
    elsewhere: memory.forecast(standing, DAYS, (card) => (plans[card.course]?.load.length ?? 0) === 0),
    missed: memory.missed(standing, MOST),
    reading: memory.reading(standing, MOST),
    calibration: memory.calibration(standing),
    days: memory.streak(standing),
  };
}

function Found({ memory, standing }: Remembered) {
  const [said, tell] = useState("");
  const { settings } = useProgress();
  const figures = useMemo(() => reckoned({ memory, standing }), [standing]);
  const { asked, answers, courses, seconds } = standing;
  const rest = besides(standing.counts, courses);
  const unmarked = [...standing.cards.values()].filter(({ card }) => !examinable(card)).length;
  return (
    <>
      <p role="status" class="vh">
        {said}
      </p>
      {answers === 0 && (
        <div>
          <p>{say.nothingMeasured}</p>
          <p class="acts">
            <a class="btn main" href={practiceHref({})}>
              {say.practise}
            </a>
          </p>
        </div>
      )}
      {settings.streak && answers > 0 && <p class="num">{say.daysInARow(figures.days)}</p>}
      {courses.map((each) => (
        <section key={each.course.note}>
          <h2>
            <a href={each.course.href}>{each.course.title}</a>
          </h2>
          {each.cards === 0 && <p>{say.examEmpty}</p>}
          {answers > 0 && each.cards > 0 && <Score standing={each} />}
          <ExamDay standing={each} plan={figures.plans[each.index] ?? null} today={asked.today} seconds={seconds} tell={tell} />
          {answers > 0 && <Raises standing={each} />}
          {each.cards + each.domains.length > 0 && <Domains standing={each} />}
        </section>
      ))}
      {rest.cards > 0 && (
        <section>
          <h2>{courses.length > 0 ? say.noCourse : say.howFarAll}</h2>
          <p class="small">{say.howFarLegend}</p>
          <div class="row alone">
            <Stages name={say.noCourse} counts={rest} practise={courses.length > 0 ? undefined : practiceHref({})} />
          </div>
        </section>
      )}
      {answers > 0 && <Answered {...figures} courses={courses} />}
      <details class="made">
        <summary class="small">{say.howMade}</summary>
        <ul class="small">
          {say.howMadeText.map((text) => (
            <li key={text}>{text}</li>
          ))}
          {unmarked > 0 && <li>{say.unmarked(unmarked)}</li>}
        </ul>
      </details>
    </>
  );
}

interface Answers extends ReturnType<typeof reckoned> {
  courses: readonly CourseStanding[];
}

/** What only answers can tell. */
function Answered({ courses, plans, elsewhere, missed, reading, calibration: { student, model } }: Answers) {
  return (
    <>
      <Coming courses={courses} plans={plans} elsewhere={elsewhere} />
      {missed.length > 0 && (
        <section>
          <h2>{say.mostMissed}</h2>
          <ul class="rows">
            {missed.map(({ card: { card }, wrong }) => (
              <Line key={card.id} card={card}>
                {say.missedTimes(wrong)}
              </Line>
            ))}
          </ul>
        </section>
      )}
      {reading.length > 0 && (
        <section>
          <h2>{say.rereading}</h2>
          <p class="small">{say.rereadingHint}</p>
          <ul class="rows">
            {reading.map(({ note, cards, gain }) => (
              <li key={note.href} class="row">
                <a href={note.href}>{note.title}</a>
                <p class="small num">{say.rereadingCards(cards.length, gain)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Knowing student={student} most={MOST} />
      <Predictions model={model} />
    </>
  );
}
