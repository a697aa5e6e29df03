/** How long until the exam? Its day, which can be set here, and what the way to it takes. */
import { useRef } from "preact/hooks";

import type { CourseStanding, Plan } from "../memory/types";
import * as say from "../messages";
import { useProgress } from "../quiz/progress";
import { DateField } from "./date";
import { effort } from "./figures";

interface Props {
  standing: CourseStanding;
  plan: Plan | null;
  /** The present study day. */
  today: string;
  /** What a card takes. */
  seconds: number;
  tell: (said: string) => void;
}

export function ExamDay({ standing, plan, today, seconds, tell }: Props) {
  const { change } = useProgress();
  const { course, date, over, cards, seen } = standing;

  const field = useRef<HTMLInputElement>(null);

  function set(day: string | null): void {
    void change({ dates: { [course.note]: day } });
    tell(say.examSet(course.title, day));
  }

  function lift(): void {
    set(null);
    if (!field.current) return;
    field.current.value = "";
    field.current.focus(); // the button is about to go
  }

  return (
    <>
      <h3>{say.howLong}</h3>
      <p class="num">
        {plan !== null && <strong>{say.examWhen(plan.days, plan.date)}</strong>}
        {over && date !== null && say.examOver(date)}
        {date === null && say.examUnset}
      </p>
      {plan !== null && plan.days > 0 && <Way plan={plan} unseen={cards - seen} {...{ today, seconds }} />}
      <div class="acts">
        <label>
          {say.examDayLabel}
          <span class="vh">: {course.title}</span>{" "}
          <DateField field={field} value={over ? "" : (date ?? "")} min={today} set={(day) => set(day || null)} />
        </label>
        {date !== null && (
          <button class="quiet" type="button" onClick={lift}>
            {say.examNoDay}
          </button>
        )}
      </div>
    </>
  );
}

function Way({ plan: { newPerDay, finalFrom, load }, unseen, today, seconds }: { plan: Plan; unseen: number; today: string; seconds: number }) {
  const { mean, most } = effort(load);
  return (
    <p class="num">
      {say.planNew(newPerDay, unseen)} {most > 0 && say.planLoad(load.length, mean, most, (mean * seconds) / 60)}{" "}
      {say.planFinal(finalFrom <= today ? null : finalFrom)}
    </p>
  );
}
