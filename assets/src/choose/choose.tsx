/** What to practise: everything, a course or one of its domains, a note; and the sitting that was left. */
import { useEffect, useState } from "preact/hooks";

import { grouped } from "../core/grouped";
import type { Progress } from "../core/model";
import type { Deck, DeckCard, View } from "../data";
import { overview, timeLeft, type Paper } from "../exam/paper";
import { remembered } from "../memory/present";
import { total } from "../memory/todo";
import type { Queue, Standing } from "../memory/types";
import * as say from "../messages";
import { Bar } from "../quiz/html";
import { store, useProgress } from "../quiz/progress";
import { isSuch, practiceHref, type Filter, type Only } from "../quiz/route";
import { course } from "../quiz/session";
import { Title } from "../quiz/title";
import { Custom } from "./custom";
import { Today } from "./today";

/** Lists longer than this are shown in part at first. */
const MANY = 40;

export const Choose: View = ({ deck, left, resume, moved }) => {
  const { states } = useProgress();
  const [all, setAll] = useState(false);
  const byDomain = grouped(deck.cards, (card) => `${card.course} ${card.domain}`);
  const notes = [...grouped(deck.cards, (card) => card.note)].sort(([a], [b]) => a - b);
  const at = left && course(left);
  const seenAny = [...states.values()].some((state) => state.answers > 0);
  const found = useFound(deck, seenAny);
  const paper = usePaper();
  const queue = found && found.queue;
  const open = left !== null || paper !== null;
  const toReview = seenAny && !open && queue !== null && (queue === undefined || total(queue) > 0);
  const due = queue && new Set([...queue.due, ...queue.finals, ...queue.again].map(({ card }) => card.id));
  const sets = { states, due: due ?? new Set<string>() };
  const mastered = (cards: readonly DeckCard[]) => cards.filter(({ id }) => found?.cards.get(id)?.stage === "mastered").length;
  const whole = deck.cards.every((card) => card.course === 0); // then the course is everything
  return (
    <div class="choose">
      <Title text={say.practise} moved={moved} />
      {left && at && (
        <section class="left">
          <p>{say.leftAt(at.at, at.total)}</p>
          <button class="btn main" type="button" onClick={() => resume(left)}>
            {say.goOn}
          </button>
        </section>
      )}
      {paper && (
        <section class="left">
          <p>{timeLeft(paper, Date.now()) === 0 ? say.paperOver : say.examLeft(overview(paper).answered.length, paper.questions.length)}</p>
          <a class={left ? "btn" : "btn main"} href={paper.place}>
            {timeLeft(paper, Date.now()) === 0 ? say.seeResult : say.goOn}
          </a>
        </section>
      )}
      {seenAny && <Today queue={queue} main={toReview} />}
      {!whole && (
        <section>
          <Offer title={say.everything} filter={{}} cards={deck.cards} {...sets} main={!open && !toReview} />
        </section>
      )}
      {deck.courses.map((each, index) => (
        <section key={each.note}>
          <Offer
            title={each.title}
            href={each.href}
            filter={{ course: each.note }}
            cards={deck.cards.filter((card) => card.course === index)}
            {...sets}
            main={!open && !toReview && whole}
            exam={`#/exam?${new URLSearchParams({ course: each.note })}`}
          />
          <ol class="rows">
            {each.domains.map((domain, place) => (
              <Line
                key={domain.title}
                title={domain.title}
                href={domain.href}
                aside={say.weight(domain.weight)}
                filter={{ course: each.note, domain: domain.title }}
                cards={byDomain.get(`${index} ${place}`) ?? []}
                {...{ states, mastered }}
              />
            ))}
          </ol>
        </section>
      ))}
      <Custom deck={deck} states={states} due={due ?? null} />
      <section>
        <h2>{say.byNote}</h2>
        <ul class="rows">
          {(all ? notes : notes.slice(0, MANY)).map(([note, cards]) => {
            const { path = "", title = "", href = "" } = deck.notes[note] ?? {};
            return <Line key={path} title={title} href={href} filter={{ note: path }} {...{ cards, states, mastered }} />;
          })}
        </ul>
        {!all && notes.length > MANY && (
          <button class="quiet" type="button" onClick={() => setAll(true)}>
            {say.showAll(notes.length)}
          </button>
        )}
      </section>
      <p class="acts">
        <a class="quiet" href="#/progress">
          {say.part.progress}
        </a>
        <a class="quiet" href="#/data">
          {say.yourData}
        </a>
      </p>
    </div>
  );
};

interface Found {
  readonly queue: Queue;
  readonly cards: Standing["cards"];
}

/** What is to be done today, and what is mastered, once a card was answered; null where it can't be told. */
function useFound(deck: Deck, wanted: boolean): Found | null | undefined {
  const { states, day } = useProgress();
  const [found, setFound] = useState<Found | null>();
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const show = (now: Found | null) => void (current && setFound(now));
    remembered(store, deck).then(
      ({ memory, standing }) => show({ queue: memory.queue(standing), cards: standing.cards }),
      () => show(null),
    );
    return () => void (current = false);
  }, [wanted, states, day]);
  return found;
}

/** The mock exam that is being sat. */
function usePaper(): Paper | null {
  const [paper, setPaper] = useState<Paper | null>(null);
  useEffect(() => void store.kept("exam").then((kept) => setPaper((kept ?? null) as Paper | null)), []);
  return paper;
}

interface SetProps {
  title: string;
  href?: string | undefined;
  filter: Partial<Filter>;
  cards: readonly DeckCard[];
  states: ReadonlyMap<string, Progress>;
}

function Name({ title, href }: Pick<SetProps, "title" | "href">) {
  return href ? <a href={href}>{title}</a> : <>{title}</>;
}

interface OfferProps {
  due: ReadonlySet<string>;
  main?: boolean;
  exam?: string;
}

/** A set with its parts that are worth a round of their own. */
function Offer({ title, href, filter, cards, states, due, main, exam }: SetProps & OfferProps) {
  const only = (which: Exclude<Only, "due">) => cards.filter((card) => isSuch(which, states.get(card.id))).length;
  const isDue = cards.filter(({ id }) => due.has(id)).length;
  const parts: [Only, string, number][] = [
    ["due", say.onlyDue(isDue), isDue],
    ["new", say.onlyNew(only("new")), only("new")],
    ["mistakes", say.onlyMistakes(only("mistakes")), only("mistakes")],
    ["flagged", say.onlyFlagged(only("flagged")), only("flagged")],
  ];
  return (
    <div class="offer">
      <h2>
        <Name title={title} href={href} />
      </h2>
      <p class="small num">{tally(cards, states)}</p>
      {cards.length > 0 && (
        <p class="acts">
          <a class={main ? "btn main" : "btn"} href={practiceHref(filter)}>
            {say.practise}
            <span class="vh"> {title}</span>
          </a>
          {parts.map(
            ([which, text, count]) =>
              count > 0 &&
              count < cards.length && (
                <a key={which} class="quiet num" href={practiceHref({ ...filter, only: which })}>
                  {text}
                </a>
              ),
          )}
          {exam && (
            <a class="quiet" href={exam}>
              {say.mockExam}
            </a>
          )}
        </p>
      )}
    </div>
  );
}

interface LineProps extends SetProps {
  aside?: string;
  mastered: (cards: readonly DeckCard[]) => number;
}

function Line({ title, href, aside, filter, cards, states, mastered }: LineProps) {
  const seen = cards.filter((card) => states.get(card.id)?.answers).length;
  return (
    <li class={aside ? "row domain" : "row"}>
      <h3>
        <Name title={title} href={href} />
      </h3>
      {aside && <span class="w num">{aside}</span>}
      <Bar class="meter" share={seen / Math.max(1, cards.length)} over={mastered(cards) / Math.max(1, cards.length)} />
      <span class="small num">{tally(cards, states)}</span>
      {cards.length > 0 && (
        <a class="small" href={practiceHref(filter)}>
          {say.practise}
          <span class="vh"> {title}</span>
        </a>
      )}
    </li>
  );
}

/** "8 of 24 cards seen · 75 % right last time". */
function tally(cards: readonly DeckCard[], states: ReadonlyMap<string, Progress>): string {
  const seen = cards.flatMap((card) => states.get(card.id) ?? []).filter((state) => state.answers > 0);
  if (seen.length === 0) return say.cards(cards.length);
  const right = seen.filter((state) => state.right).length;
  return `${say.seenOf(seen.length, cards.length)} · ${say.rightLast(right / seen.length)}`;
}
