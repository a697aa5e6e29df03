/** How far the student has come: each course with what a paper would give, its domains, and what to do next. */
import { useEffect, useState } from "preact/hooks";

import type { Deck } from "../data";
import type { CourseStanding, Missed, Readiness } from "../memory/types";
import { remembered, type Remembered } from "../memory/present";
import * as say from "../messages";
import { Bar, Html } from "../quiz/html";
import { store, useProgress } from "../quiz/progress";
import { practiceHref } from "../quiz/route";
import { useText } from "../quiz/texts";
import { Title } from "./title";

/** Cards and topics that a list shows. */
const MOST = 5;

export function Progress({ deck, moved }: { deck: Deck; moved: boolean }) {
  const { states } = useProgress();
  const [found, setFound] = useState<Remembered | null>();
  useEffect(() => void remembered(store, deck).then(setFound, () => setFound(null)), [states]);
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

function Found({ memory, standing }: Remembered) {
  const missed = memory.missed(standing, MOST);
  if (standing.answers === 0) return <p>{say.nothingMeasured}</p>;
  return (
    <>
      {standing.courses.map((course) => (
        <Course key={course.course.note} course={course} />
      ))}
      {missed.length > 0 && (
        <section>
          <h2>{say.mostMissed}</h2>
          <ul class="rows">
            {missed.map((each) => (
              <Miss key={each.card.card.id} missed={each} />
            ))}
          </ul>
        </section>
      )}
      <details>
        <summary class="small">{say.howMade}</summary>
        <p class="small">{say.howMadeText}</p>
      </details>
    </>
  );
}

function Miss({ missed: { card, wrong } }: { missed: Missed }) {
  const text = useText(card.card);
  return (
    <li class="row">
      <Html as="span" html={text?.prompt ?? ""} />
      <span class="small num">{say.missedTimes(wrong)}</span>
      <a class="small" href={`#/card/${encodeURIComponent(card.card.id)}`}>
        {say.practise}
        <span class="vh">: {say.mostMissed}</span>
      </a>
    </li>
  );
}

function Course({ course }: { course: CourseStanding }) {
  const { first, domains, raises } = course;
  return (
    <section>
      <h2>{course.course.title}</h2>
      <p>{readiness(course.readiness)}</p>
      {first.of > 0 && <p class="small num">{say.firstSight(first.right, first.of)}</p>}
      <h3>{say.howFar}</h3>
      <ol class="rows">
        {domains.map((each) => (
          <li key={each.index} class="row domain">
            <a href={each.domain.href}>{each.domain.title}</a>
            <span class="w num">{say.weight(each.domain.weight)}</span>
            <Bar class="meter" share={each.cards === 0 ? 0 : each.mastered / each.cards} />
            <span class="small num">
              {each.mastered} {say.stages.mastered} · {each.learning} {say.stages.learning} · {each.cards - each.seen}{" "}
              {say.stages.unseen}
            </span>
          </li>
        ))}
      </ol>
      {raises.length > 0 && (
        <>
          <h3>{say.raisesMost}</h3>
          <ul class="rows">
            {raises.map(({ domain, topic, gain, minutes }) => (
              <li key={`${domain.title} ${topic?.title}`} class="row">
                <a href={topic?.href ?? practiceHref({ course: course.course.note, domain: domain.title })}>
                  {topic?.title ?? domain.title}
                </a>
                <span class="small num">{say.raisesBy(gain, minutes)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function readiness(found: Readiness): string {
  if (found.kind === "score") return say.ready(found.score, found.low, found.high);
  return found.kind === "answers" ? say.readyLater(found.missing) : say.readyNever(found.share);
}
