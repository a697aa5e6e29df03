/** A set of one's own: from a deck, a tag or any other part, which of its cards, and whether the answers count. */
import { useState } from "preact/hooks";

import type { Progress } from "../core/model";
import type { Deck } from "../data";
import * as say from "../messages";
import { ONLY, practiceHref, select, titleOf, type Filter, type Only } from "../quiz/route";
import { LENGTH } from "../quiz/session";

interface Props {
  deck: Deck;
  states: ReadonlyMap<string, Progress>;
  /** Ids of the cards that are due; null while nobody knows. */
  due: ReadonlySet<string> | null;
}

const WHOLE: Filter = { course: "", domain: "", topic: "", deck: "", tag: "", note: "", only: "" };

export function Custom({ deck, states, due }: Props) {
  const [from, setFrom] = useState(0);
  const [only, setOnly] = useState<Only | "">("");
  const [cram, setCram] = useState(false);
  const groups = partsOf(deck);
  const parts = [WHOLE, ...groups.flatMap(([, filters]) => filters)];
  const filter = { ...(parts[from] ?? WHOLE), only };
  const cards = select(deck, filter, states);
  const count = only !== "due" ? cards.length : due && cards.filter(({ id }) => due.has(id)).length;
  const option = (part: Filter) => (
    <option key={parts.indexOf(part)} value={parts.indexOf(part)}>
      {titleOf(deck, part) || say.everything}
    </option>
  );
  return (
    <details class="custom">
      <summary>{say.ownSet}</summary>
      <div class="fields">
        <label>
          {say.from}
          <select value={String(from)} onChange={({ currentTarget: { value } }) => setFrom(Number(value))}>
            {option(WHOLE)}
            {groups.map(([kind, filters]) => (
              <optgroup key={kind} label={say.setKinds[kind]}>
                {filters.map(option)}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          {say.which}
          <select value={only} onChange={({ currentTarget: { value } }) => setOnly(ONLY.find((each) => each === value) ?? "")}>
            {(["", ...ONLY] as const).map((each) => (
              <option key={each} value={each}>
                {say.only[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>
            {say.cram}
            <span class="small">{say.cramHint}</span>
          </span>
          <input type="checkbox" checked={cram} onChange={(event) => setCram(event.currentTarget.checked)} />
        </label>
      </div>
      <p class="acts">
        {count === 0 ? (
          <span class="small">{say.noSuchCards}</span>
        ) : (
          <a class="btn" href={practiceHref(filter, cram ? "cram" : "practice")}>
            {count === null ? say.practise : say.practiseCount(Math.min(count, LENGTH), count)}
          </a>
        )}
      </p>
    </details>
  );
}

/** What a set can be taken from, by kind; the decks above decks and the tags above tags too. */
function partsOf({ courses, cards }: Deck): (readonly [keyof typeof say.setKinds, Filter[]])[] {
  const domains = courses.flatMap(({ note, domains }) => domains.map(({ title }) => ({ ...WHOLE, course: note, domain: title })));
  const decks = above(cards.map((card) => card.deck), "::").map((name) => ({ ...WHOLE, deck: name }));
  const tags = above(cards.flatMap((card) => card.tags), "/").map((name) => ({ ...WHOLE, tag: name }));
  const all = [
    ["course", courses.map(({ note }) => ({ ...WHOLE, course: note }))],
    ["domain", domains],
    ["deck", decks],
    ["tag", tags],
  ] as const;
  return all.filter(([, filters]) => filters.length > 0);
}

/** Each of the names, and those of what they are within, once, in order. */
function above(names: readonly string[], separator: string): string[] {
  const steps = [...new Set(names)].map((name) => name.split(separator));
  const all = steps.flatMap((parts) => parts.map((_, last) => parts.slice(0, last + 1).join(separator)));
  return [...new Set(all)].filter((name) => name !== "").sort((a, b) => a.localeCompare(b));
}
