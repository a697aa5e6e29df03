/**
 * Every text of the interface that scripts show, in English: a translation is one file with the same names.
 *
 * Single names, not one object, so that each bundle carries only the texts it shows. Texts that count take the number
 * and choose the form by the language's own plural rules.
 */
import type { Trouble } from "./core/model";

const LANGUAGE = "en";
const plurals = new Intl.PluralRules(LANGUAGE);
const numbers = new Intl.NumberFormat(LANGUAGE);

/** The form for `count`, with `#` replaced by the number. */
function counted(count: number, forms: { one: string; other: string }): string {
  const form = plurals.select(count) === "one" ? forms.one : forms.other;
  return form.replace("#", numbers.format(count));
}

const number = (value: number) => numbers.format(value);
const percent = (share: number) => `${Math.round(100 * share)}\u00a0%`;

// --- choosing ---------------------------------------------------------------------------------------------------------

export const practise = "Practise";
export const practiseSet = (title: string) => `Practise ${title || "everything"}`;
export const everything = "Everything";
export const loading = "Loading your cards …";
export const cards = (count: number) => (count === 0 ? "no cards yet" : counted(count, { one: "# card", other: "# cards" }));
export const seenOf = (seen: number, all: number) => `${number(seen)} of ${cards(all)} seen`;
export const rightLately = (share: number) => `${percent(share)} right lately`;
export const weight = (value: number) => percent(value / 100);
export const byNote = "By note";
export const showAll = (count: number) => counted(count, { one: "Show the one note", other: "Show all # notes" });
export const onlyNew = (count: number) => counted(count, { one: "# new", other: "# new" });
export const onlyMistakes = (count: number) => counted(count, { one: "# mistake", other: "# mistakes" });
export const onlyFlagged = (count: number) => counted(count, { one: "# flagged", other: "# flagged" });
export const leftAt = (at: number, total: number) => `You stopped at card ${at} of ${total}.`;
export const goOn = "Go on";

// --- a card -----------------------------------------------------------------------------------------------------------

export const position = (at: number, total: number) => `${at} of ${total}`;
export const onceMore = "once more";
export const chooseAll = "choose all that are right";
export const blank = (index: number, count: number) => (count === 1 ? "Your answer" : `Blank ${index + 1}`);
export const check = "Check";
export const guess = "Guess";
export const showAnswer = "Show answer";
export const knewIt = "I knew it";
export const didNotKnow = "I didn’t";
export const skip = "Skip";
export const next = "Next";
export const undo = "Undo";
export const flag = "Flag";
export const flagged = "Flagged";
export const chooseFirst = "Choose an answer first.";
export const chooseExactly = (wanted: number, chosen: number) => `Choose ${wanted}: you have chosen ${chosen}.`;
export const taggedRight = "right";
export const taggedYourRight = "right, your choice";
export const taggedMissed = "right, missed";
export const taggedYourWrong = "your choice";
export const blankWas = (text: string) => `it is: ${text}`;

export const right = "Right.";
export const rightByGuess = "Right, by luck.";
export const notQuite = "Not quite.";
export const notQuitePartly = (found: number, all: number) => `Not quite: ${found} of ${all}.`;
export const notQuiteTooMany = (extra: number) => counted(extra, { one: "Not quite: one too many.", other: "Not quite: # too many." });
export const rightIs = (letters: string) => `Right: ${letters}.`;
export const judge = "Here is the answer. Did you know it?";
export const part = { exam: "Mock exam", progress: "Progress" };
export const keyUnsettled = "Your notes don’t settle which option is right, so you judge.";
export const noAnswer = "This question has no answer in the notes: judge your own.";
export const chooseMismatch = (asked: number, has: number) => `The question asks for ${asked}, and its key has ${has}.`;
export const readMore = (title: string) => `Read: ${title}`;
export const noReading = "Your notes don’t explain this yet.";
/** Around the name of a topic. */
export const stillToWrite = ["Your notes don’t explain this yet: ", " is still to be written."] as const;
export const source = "Where the question stands";
export const somethingWrong = "Something is wrong with this card";
export const writtenAt = "It is written in";
export const mend = "Mend it there, and the site has it with its next build. Your progress stays.";
export const cardNotLoaded = "This question did not load. The site may have been updated while this page was open.";
export const reload = "Reload";

// --- the end ----------------------------------------------------------------------------------------------------------

export const score = (hits: number, all: number) => `${hits} of ${all}`;
export const scoreMeans = "right at the first go";
export const scoreUnjudged = (count: number) => counted(count, { one: "# card shown without a verdict", other: "# cards shown without a verdict" });
export const readAgain = "Read again";
export const missed = "Missed";
export const missedButUnexplained = "Your notes don’t explain the missed cards yet. Writing that down is the best way to learn it.";
export const practiseMissed = (count: number) => counted(count, { one: "Practise the missed card", other: "Practise the # missed" });
export const another = "Another round";
export const choose = "Choose another set";
export const ended = "Done for now";

// --- nothing there ----------------------------------------------------------------------------------------------------

export const noCards = "No cards yet";
export const noCardsTeach = "Write a question into any note, like this, and it is asked here:";
export const howToWrite = `##### Which planet is closest to the sun?
- Venus
- Mercury
- Mars
#card
Mercury
It needs only 88 days for a round.`;
export const howToWriteParts = "A question, its options if it has any, a line #card, the answer, and why it is right.";
/** By what was asked for: a heading, and what to do about it. */
export const nothing: Readonly<Record<"new" | "mistakes" | "flagged" | "", readonly [string, string]>> = {
  new: ["You have seen every card here", "Go through them again to see what stayed."],
  mistakes: ["No mistakes to go through", "A card is here from the day you miss it until a day you get it right."],
  flagged: ["No card is flagged", "Flag a card while you practise, and find it here."],
  "": ["No card is in this set", "It may have been renamed or moved in the notes."],
};
export const cardGone = "This card is no longer here";
export const cardGoneHint = "Its question may have been rewritten or removed in the notes.";
export const deckNotLoaded = "The cards did not load. The site may have been updated while this page was open.";

// --- keys and storage -------------------------------------------------------------------------------------------------

export const keys = "Keys";
export const keysTitle = "Keyboard";
export const keysOn = "Use these keys";
export const close = "Close";
export const keyList: readonly (readonly [keys: string, does: string])[] = [
  ["1–9, A–Z", "choose an option"],
  ["Enter, Space", "check, then go on"],
  ["G", "check as a guess"],
  ["T, S", "check as “think so”, as “sure”"],
  ["1, 2", "I knew it, I didn’t"],
  ["U", "undo"],
  ["F", "flag"],
  ["?", "this list"],
];
export const trouble: Readonly<Record<Trouble, string>> = {
  blocked: "This browser keeps nothing for this site, so your answers are forgotten when you close the page.",
  full: "This device has no room left, so answers from now on are forgotten when you close the page.",
  newer: "A newer version of this site has been here, so answers from now on are not kept. Reload to get that version.",
};
