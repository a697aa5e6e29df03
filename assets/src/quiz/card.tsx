/** A card on screen: the question, its options or blanks, and, once answered, what was right and where to read it. */
import type { CardText, Chosen, DeckCard, Ref } from "../data";
import * as say from "../messages";
import { Html } from "./html";
import { grade } from "./progress";

/** What is on screen: the question; the answer, for the student to judge; or the answer and how the student did. */
export type Phase = "asking" | "judging" | "answered";

export interface CardProps {
  card: DeckCard;
  text: CardText;
  phase: Phase;
  chosen: Chosen;
  /** Indexes of the options in the order they are shown. */
  order: readonly number[];
}

/** A question of more characters than this is set as text, not as a heading. */
const LONG = 130;

/** The question with whatever can be filled in; `turn` names the inputs. */
export function Question({ card, text, phase, chosen, order, turn }: CardProps & { turn: number }) {
  const asking = phase === "asking";
  return (
    <fieldset>
      <legend tabIndex={-1} class={text.prompt.length > LONG ? "long" : ""}>
        <Html as="span" html={text.prompt} />
        {card.multiple && !card.choose && <span class="hint"> {say.chooseAll}</span>}
      </legend>
      {text.context && <Html class="context" html={text.context} />}
      {text.options.length > 0 ? (
        <div class="opts">
          {order.map((index, place) => {
            const tag = phase === "answered" ? mark(text, chosen, index, card.multiple) : undefined;
            const taken = !asking && (chosen as readonly unknown[]).includes(index);
            return (
              <label key={index} class={`opt ${tag?.class ?? ""}`}>
                <input
                  type={card.multiple ? "checkbox" : "radio"}
                  name={`turn-${turn}`}
                  value={index}
                  disabled={!asking}
                  {...(taken && { checked: true })}
                />
                <kbd>{letter(place)}</kbd>
                <Html as="span" html={text.options[index] ?? ""} />
                {tag && (
                  <em>
                    <span aria-hidden="true">{tag.class === "right" ? "✓" : "✗"}</span> {tag.says}
                  </em>
                )}
              </label>
            );
          })}
        </div>
      ) : (
        card.graded &&
        text.blanks.length > 0 && (
          <div class="blanks">
            {text.blanks.map((blank, index) => (
              <label key={index} class="blank">
                <span>{say.blank(index, text.blanks.length)}</span>
                <input
                  type="text"
                  name={`turn-${turn}-${index}`}
                  autocomplete="off"
                  autocapitalize="off"
                  spellcheck={false}
                  readOnly={!asking}
                />
                {phase === "answered" && <Blank was={blank} typed={String(chosen[index] ?? "")} />}
              </label>
            ))}
          </div>
        )
      )}
    </fieldset>
  );
}

/** What belongs into a blank, and whether that was typed. */
function Blank({ was, typed }: { was: string; typed: string }) {
  const { right } = grade({ correct: [], blanks: [was], graded: true }, [typed]);
  return (
    <em class={right ? "right" : "wrong"}>
      <span aria-hidden="true">{right ? "✓" : "✗"}</span> {right ? say.taggedRight : say.blankWas(was)}
    </em>
  );
}

/** The explanation, and the way back into the notes. */
export function Why({ card, text }: { card: DeckCard; text: CardText }) {
  const body = card.graded && (text.correct.length > 0 || text.blanks.length > 0) ? text.explanation : text.answer;
  return (
    <div class="why">
      {!card.graded && text.options.length > 0 && <p class="small">{say.keyUnsettled}</p>}
      {card.choose > 0 && text.correct.length > 0 && card.choose !== text.correct.length && (
        <p class="small">{say.chooseMismatch(card.choose, text.correct.length)}</p>
      )}
      {body ? <Html class="read" html={body} /> : !card.graded && <p class="small">{say.noAnswer}</p>}
      <ul class="ways">
        {text.read.map((place) => (
          <li key={place.href}>
            <a href={place.href}>{say.readMore(place.title)}</a> {place.why && <span class="small">{place.why}</span>}
          </li>
        ))}
        {text.read.length === 0 && <li class="small">{text.to_write ? <Unwritten topic={text.to_write} /> : say.noReading}</li>}
      </ul>
      <details class="wrong-card">
        <summary>{say.somethingWrong}</summary>
        <p class="small">
          {say.writtenAt} <code>{text.place}</code>. {say.mend} <a href={text.href}>{say.source}</a>
        </p>
      </details>
    </div>
  );
}

/** Says that a topic is still to be written, and leads to what there is of it. */
function Unwritten({ topic }: { topic: Ref }) {
  return (
    <>
      {say.noReading} {topic.href ? <a href={topic.href}>{topic.title}</a> : topic.title} {say.stillToWrite}
    </>
  );
}

/** How the student did, in a few words. */
export function verdict(text: CardText, chosen: Chosen, right: boolean | null, guessed: boolean): string {
  if (right === null) return say.judge;
  if (right) return guessed ? say.rightByGuess : say.right;
  if (text.correct.length < 2) return say.notQuite;
  const found = text.correct.filter((index) => (chosen as readonly unknown[]).includes(index)).length;
  return found < text.correct.length
    ? say.notQuitePartly(found, text.correct.length)
    : say.notQuiteTooMany(chosen.length - found);
}

export function letter(place: number): string {
  return String.fromCharCode(65 + place);
}

function mark(text: CardText, chosen: Chosen, index: number, multiple: boolean): { class: string; says: string } | undefined {
  const taken = (chosen as readonly unknown[]).includes(index);
  if (!text.correct.includes(index)) return taken ? { class: "wrong", says: say.taggedYourWrong } : undefined;
  const says = taken ? say.taggedYourRight : multiple ? say.taggedMissed : say.taggedRight;
  return { class: "right", says };
}
