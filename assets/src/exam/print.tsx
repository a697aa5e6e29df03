/** A paper to print: the questions with room to tick and write, and the key on a page of its own at the end. */
import { useEffect, useMemo, useState } from "preact/hooks";

import type { CardText, Deck, DeckCard } from "../data";
import * as say from "../messages";
import { letter } from "../quiz/card";
import { Html } from "../quiz/html";
import { loadTexts, textOf } from "../quiz/texts";
import { draw, optionOrder } from "./draw";
import { conditions, examHref, paramsOf, wishOf } from "./terms";

export function Printed({ deck, place }: { deck: Deck; place: string }) {
  const of = paramsOf(place).get("of"); // the result that it was asked for from
  const wish = useMemo(() => wishOf(deck, place), [deck, place]);
  const { plan, minutes, passMark } = useMemo(() => conditions(deck, wish), [deck, wish]);
  const cards = useMemo(() => draw(plan, wish.seed), [wish, plan]);
  const [there, setThere] = useState(false);
  useEffect(() => {
    const show = () => setThere(true);
    loadTexts(cards).then(show, show); // what is missing is told by the loader
  }, []);
  const asked = cards.flatMap((card) => {
    const text = textOf(card);
    return text ? [{ card, text, order: optionOrder(wish.seed, card, text.options.length) }] : [];
  });
  const facts = [say.questions(plan.count), minutes > 0 ? say.minutes(minutes) : say.examUnlimited, say.examPassMark(passMark)];
  return (
    <div class="exam printed">
      <h1>{say.examOf(deck.courses[wish.course]?.title ?? "")}</h1>
      <p class="small num">{facts.join(" · ")}</p>
      <p class="acts">
        <button class="btn main" type="button" disabled={!there} onClick={() => print()}>
          {say.examPrintNow}
        </button>
        <a class="btn" href={of ? `#/exam?paper=${of}` : examHref(deck, wish)}>
          {say.examNoPrint}
        </a>
      </p>
      <ol class="asked">
        {asked.map(({ card, text, order }) => (
          <li key={card.id} data-card={card.id}>
            <Html html={text.prompt} />
            {card.multiple && !card.choose && <p class="small">{say.chooseAll}</p>}
            {text.context && <Html html={text.context} />}
            {text.options.length > 0 && (
              <ul>
                {order.map((index, at) => (
                  <li key={index}>
                    <b>{letter(at)}</b> <Html as="span" html={text.options[index] ?? ""} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      <section class="answer-key">
        <h2>{say.examPaperKey}</h2>
        <ol>
          {asked.map((each) => (
            <li key={each.card.id}>
              <b>{keyOf(each)}</b>
              {each.text.explanation && <Html class="small" html={each.text.explanation} />}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

/** The letters of the right options as this paper has them, or what belongs into the blanks. */
function keyOf({ text, order }: { card: DeckCard; text: CardText; order: readonly number[] }): string {
  const letters = order.flatMap((index, at) => (text.correct.includes(index) ? [letter(at)] : []));
  return letters.length > 0 ? letters.join(", ") : text.blanks.join("; ");
}
