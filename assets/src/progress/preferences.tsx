/** What the student can set, the day of each exam, and the calendar's reminder of it. */
import { useState } from "preact/hooks";

import { RETENTION, type Settings } from "../core/settings";
import type { Course, Deck } from "../data";
import { today } from "../core/day";
import { remembered } from "../memory/present";
import * as say from "../messages";
import { store, useProgress } from "../quiz/progress";
import { DateField } from "./date";
import { download, textFile } from "./file";
import { calendar } from "./ics";

export function Preferences({ deck }: { deck: Deck }) {
  const { settings, change } = useProgress();
  const [at, setAt] = useState("19:00");
  const dated = deck.courses.filter((course) => dateOf(course, settings) >= today());
  return (
    <>
      <section>
        <h2>{say.settings}</h2>
        <div class="fields">
          <label>
            {say.newPerDay}
            <input
              type="number"
              inputMode="numeric"
              min="0"
              max="999"
              value={settings.newPerDay}
              onInput={({ currentTarget: { value, valueAsNumber } }) => value !== "" && void change({ newPerDay: valueAsNumber })}
            />
          </label>
          <label>
            <span>
              {say.retention}
              <span class="small">{say.retentionHint}</span>
            </span>
            <select
              value={String(percent(settings.retention))}
              onChange={({ currentTarget: { value } }) => void change({ retention: Number(value) / 100 })}
            >
              {range(percent(RETENTION.min), percent(RETENTION.max)).map((value) => (
                <option key={value} value={value}>
                  {value} %
                </option>
              ))}
            </select>
          </label>
          {deck.courses.map((course) => (
            <label key={course.note}>
              {say.examDate(course.title)}
              <DateField
                value={dateOf(course, settings)}
                set={(day) => void change({ dates: { [course.note]: day || null } })}
              />
            </label>
          ))}
          <label>
            {say.singleKeys}
            <input type="checkbox" checked={settings.keys} onChange={(event) => void change({ keys: event.currentTarget.checked })} />
          </label>
          <label>
            <span>
              {say.confidenceButtons}
              <span class="small">{say.confidenceHint}</span>
            </span>
            <input
              type="checkbox"
              checked={settings.confidence}
              onChange={(event) => void change({ confidence: event.currentTarget.checked })}
            />
          </label>
          <label>
            <span>
              {say.streak}
              <span class="small">{say.streakHint}</span>
            </span>
            <input type="checkbox" checked={settings.streak} onChange={(event) => void change({ streak: event.currentTarget.checked })} />
          </label>
        </div>
      </section>
      {deck.courses.length > 0 && (
        <section>
          <h2>{say.reminder}</h2>
          <p class="small">{dated.length === 0 ? say.reminderNeedsDate : say.reminderHint}</p>
          {dated.length > 0 && (
            <div class="acts">
              <label>
                {say.reminderAt} <input type="time" required value={at} onChange={(event) => setAt(event.currentTarget.value || at)} />
              </label>
              {dated.map((course) => (
                <button key={course.note} class="btn" type="button" onClick={() => void remind(deck, course, dateOf(course, settings), at)}>
                  {say.saveCalendar(course.title)}
                </button>
              ))}
            </div>
          )}
        </section>
      )}
    </>
  );
}

/** The day of the course's exam as the student set it, else as the course says; empty: none. */
function dateOf(course: Course, { dates }: Settings): string {
  const set = dates[course.note];
  return (set === undefined ? course.exam.date : set) ?? "";
}

async function remind(deck: Deck, course: Course, date: string, at: string): Promise<void> {
  const { memory, standing } = await remembered(store, deck);
  const load = memory.plan(standing, deck.courses.indexOf(course))?.load ?? [];
  const cards = load.reduce((sum, day) => sum + day.reviews + day.fresh, 0);
  const site = document.documentElement.dataset["site"] ?? "";
  const text = calendar({
    uid: `studysite-${site}-${course.note}`,
    summary: say.studyFor(course.title),
    exam: say.examDay(course.title),
    url: location.href.replace(/#.*/, "#/review"),
    from: today(),
    date,
    at,
    minutes: load.length === 0 ? 15 : (cards / load.length) * (standing.seconds / 60),
    now: Date.now(),
  });
  download(textFile(`${course.title}.ics`, text, "text/calendar"));
}

const percent = (share: number) => Math.round(100 * share);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
