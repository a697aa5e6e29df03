/** Before a paper: what it will be like and where it takes its questions from, a paper that was left, those sat before. */
import { useMemo, useState } from "preact/hooks";

import type { Deck } from "../data";
import * as say from "../messages";
import { Bar } from "../quiz/html";
import { store, useProgress } from "../quiz/progress";
import { Title } from "../quiz/title";
import { domainOf, type Share } from "./blueprint";
import { draw, freshSeed, newWord } from "./draw";
import { overview, type Paper, type Terms } from "./paper";
import { points, result, verdict, type Filed } from "./score";
import { conditions, examHref, wishOf, type Wish } from "./terms";

interface Props {
  deck: Deck;
  place: string;
  moved: boolean;
  left: Paper | null;
  past: readonly Filed[];
  start: (terms: Terms) => void;
  resume: (paper: Paper) => void;
}

export function Start({ deck, place, moved, left, past, start, resume }: Props) {
  const { states } = useProgress();
  const [wish, setWish] = useState<Wish>(() => wishOf(deck, place));
  const [word] = useState(newWord);
  const [replace, setReplace] = useState(false);
  const answered = left ? overview(left).answered.length : 0;
  const { course } = wish;
  const { questions, plan, minutes, passMark, skips } = conditions(deck, wish);
  const seed = useMemo(
    () => wish.seed || freshSeed(plan, word, (card) => states.get(card.id)?.time ?? 0),
    [wish.seed, course, questions, word, states],
  );
  const address = examHref(deck, { course, questions, minutes, seed });
  const title = deck.courses[course]?.title ?? "";
  const all = deck.courses[course]?.cards ?? deck.cards.length;

  function begin(): void {
    if (answered > 0 && !replace) return setReplace(true);
    const cards = draw(plan, seed);
    void store.meet(cards);
    start({
      id: store.newId(),
      place: address,
      seed,
      course: title,
      domains: (deck.courses[course]?.domains ?? []).map((domain) => ({ title: domain.title, weight: domain.weight })),
      questions: cards.map((card) => ({
        card: card.id,
        domain: domainOf(card, course),
        seen: (states.get(card.id)?.answers ?? 0) > 0,
      })),
      passMark,
      skips,
      minutes,
    });
  }

  return (
    <div class="exam stack">
      <Title text={say.examOf(deck.courses.length > 1 ? "" : title)} moved={moved} />
      {left && (
        <section class="left">
          <p>
            {say.examLeft(answered, left.questions.length)}{" "}
            <span class="small">{say.examLeftHint}</span>
          </p>
          <button class="btn main" type="button" onClick={() => resume(left)}>
            {say.goOn}
          </button>
        </section>
      )}
      {plan.count === 0 ? (
        <section>
          <h2>{say.examNone}</h2>
          <p>{say.examNoneTeach}</p>
          <pre class="sample">
            <code>{say.howToWrite}</code>
          </pre>
        </section>
      ) : (
        <form
          class="terms"
          onSubmit={(event) => {
            event.preventDefault();
            begin();
          }}
        >
          {deck.courses.length > 1 && (
            <label>
              {say.examCourse}
              <select
                value={course}
                onChange={(event) =>
                  setWish({ course: Number(event.currentTarget.value), questions: null, minutes: null, seed: "" })
                }
              >
                {deck.courses.map((each, index) => (
                  <option key={each.note} value={index}>
                    {each.title}
                  </option>
                ))}
              </select>
            </label>
          )}
          <Field
            label={say.examQuestions}
            value={questions}
            least={1}
            set={(value) => setWish({ ...wish, questions: value, seed: "" })}
          />
          <Field
            label={say.examMinutes}
            hint={say.examNoLimit}
            value={minutes}
            least={0}
            set={(value) => setWish({ ...wish, minutes: value })}
          />
          <button class={left ? "btn" : "btn main"} type="submit">
            {replace ? say.examReplace : say.examStart}
          </button>
        </form>
      )}
      {plan.count > 0 && (
        <>
          <div class="stack-s small">
            <p>
              {say.examPassMark(passMark)}. {assumed(deck, wish)} {say.examNoVendor}
            </p>
            <p>{say.examRules}</p>
            {wish.seed && (
              <p>
                {say.examNamed} <a href={examHref(deck, { ...wish, seed: "" })}>{say.examAnother}</a>
              </p>
            )}
          </div>
          <Blueprint shares={plan.shares} asked={questions} count={plan.count} unmarked={all - plan.pool.length} />
          <p class="acts">
            <a class="quiet" href={`${address}&view=print`}>
              {say.examPrint}
            </a>
            <a class="quiet" href="#/">
              {say.choose}
            </a>
          </p>
        </>
      )}
      {past.length > 0 && <Past past={past} />}
    </div>
  );
}

interface FieldProps {
  label: string;
  hint?: string;
  value: number;
  least: number;
  set: (value: number) => void;
}

/** A number to set. What is no number yet leaves the value that was. */
function Field({ label, hint, value, least, set }: FieldProps) {
  return (
    <label>
      <span>
        {label}
        {hint && ` (${hint})`}
      </span>
      <input
        type="number"
        inputMode="numeric"
        min={least}
        max={9999}
        required
        value={value}
        onChange={(event) => event.currentTarget.checkValidity() && set(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}

/** What of the paper is our guess, since neither the course nor the address says it. */
function assumed(deck: Deck, wish: Wish): string {
  const exam = deck.courses[wish.course]?.exam;
  const { questions, minutes, passMark } = say.examAssumedParts;
  const guessed = [
    ...(wish.questions === null && exam?.questions == null ? [questions] : []),
    ...(wish.minutes === null && exam?.minutes == null ? [minutes] : []),
    ...(exam?.pass_mark == null ? [passMark] : []),
  ];
  return guessed.length === 0 ? "" : say.examAssumed(say.listed(guessed));
}

interface BlueprintProps {
  shares: readonly Share[];
  asked: number;
  count: number;
  unmarked: number;
}

function Blueprint({ shares, asked, count, unmarked }: BlueprintProps) {
  const short = shares.filter((share) => share.taken < share.due);
  const most = Math.max(...shares.map((share) => share.taken));
  return (
    <section>
      <h2>{say.examTakes}</h2>
      {count < asked && <p>{say.examSmall(asked, count)}</p>}
      {unmarked > 0 && <p>{say.unmarked(unmarked)}</p>}
      {short.length > 0 && (
        <p>
          {short.map((share) => say.examShort(share.title, share.pool.length, share.due)).join(" ")} {say.examFilled}
        </p>
      )}
      <ol class="rows">
        {shares.map((share) => (
          <li key={share.domain} class={share.domain < 0 ? "row" : "row domain"}>
            <span>{share.title || (shares.length > 1 ? say.examOutside : say.examWhole)}</span>
            <span class="w num">{share.weight > 0 && say.weight(share.weight)}</span>
            <Bar class="meter" share={share.taken / most} />
            <span class="small num">{say.examTaken(share.taken, share.pool.length)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Past({ past }: { past: readonly Filed[] }) {
  return (
    <section>
      <h2>{say.examPast}</h2>
      <ul class="rows">
        {past.map((filed) => {
          const { score } = result(filed);
          return (
            <li key={filed.id} class="row">
              <a href={`#/exam?paper=${filed.id}`}>
                {say.when(filed.started)}
                {filed.course && ` · ${filed.course}`}
              </a>
              <span class="num">{score !== null && say.examPoints(points(score, filed.passMark))}</span>
              <p class="small num">
                {say.questions(filed.marks.length)} · {say.duration(filed.ended - filed.started)}
                {score !== null && ` · ${say.examVerdict[verdict(score, filed.passMark)]}`}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
