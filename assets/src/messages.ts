/**
 * Every text of the interface, in English: what scripts show, and in `pages` what the generator writes into pages. A
 * translation is this file with other words for the same names.
 *
 * Single names, not one object, so that each bundle carries only the texts it shows. Texts that count take the number
 * and choose the form by the language's own plural rules.
 */
import type { Trouble } from "./core/model";
import type { Choice } from "./site/choice";

const LANGUAGE = "en";
/** Of dates: day, month, year, and a clock of 24 hours. */
const DATES = "en-GB";
const plurals = /* @__PURE__ */ new Intl.PluralRules(LANGUAGE);
const numbers = /* @__PURE__ */ new Intl.NumberFormat(LANGUAGE);

type Forms = { readonly none?: string; readonly one: string; readonly other: string };
/** The form for `count`, with `#` replaced by the number. */
function counted(count: number, forms: Forms): string {
  const form = plurals.select(count) === "one" ? forms.one : forms.other;
  return form.replace("#", numbers.format(count));
}

const number = (value: number) => numbers.format(value);
const dated = (time: number, form: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(DATES, form).format(time);
const date = (time: number) => dated(time, { dateStyle: "long" });
/** A study day, which has no zone. */
const dayIn = (day: string, form: Intl.DateTimeFormatOptions) => dated(Date.parse(day), { ...form, timeZone: "UTC" });
const percentOf = (figure: number | string) => `${figure}\u00a0%`;
const percent = (share: number) => percentOf(Math.round(100 * share));

/** Bytes as people are told them: two digits are enough. */
function size(bytes: number): string {
  const steps = ["kilobyte", "megabyte", "gigabyte", "terabyte"];
  const step = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3) - 1));
  const style = { style: "unit", unit: steps[step]!, maximumSignificantDigits: 2 } as const;
  return new Intl.NumberFormat(LANGUAGE, style).format(bytes / 1000 ** (step + 1));
}

// --- choosing ---------------------------------------------------------------------------------------------------------

export const practise = "Practise";
export const review = "Review";
/** What a sitting is called. */
export const sitting = { practice: practise, review, pretest: "Before you read", cram: "Cramming: not counted" };
export const practiseSet = (title: string) => `Practise ${title || "everything"}`;
export const everything = "Everything";
export const loading = "Loading your cards …";
const cardForms = { none: "no cards yet", one: "# card", other: "# cards" };
export const cards = (count: number) => (count === 0 ? cardForms.none : counted(count, cardForms));
export const seenOf = (seen: number, all: number) => `${number(seen)} of ${cards(all)} seen`;
export const rightLast = (share: number) => `${percent(share)} right last time`;
export const weight = (value: number) => percent(value / 100);
export const byNote = "By note";
export const showAll = (count: number) => counted(count, { one: "Show the one note", other: "Show all # notes" });
export const onlyNew = (count: number) => counted(count, { one: "# new", other: "# new" });
export const onlyMistakes = (count: number) => counted(count, { one: "# mistake", other: "# mistakes" });
export const onlyFlagged = (count: number) => counted(count, { one: "# flagged", other: "# flagged" });
export const today = "Today";
export const dueToday = (due: number, fresh: number, minutes: number) => {
  const parts = [due > 0 && `${cards(due)} due`, fresh > 0 && `${number(fresh)} new`].filter(Boolean).join(" and ");
  return `${parts}, about ${number(Math.max(1, Math.round(minutes)))} min`;
};
export const onlyDue = (count: number) => `${number(count)} due`;
export const ownSet = "Another set";
export const from = "From";
export const which = "Which cards";
export const only = { "": "all", new: "new", due: "due", mistakes: "mistakes", flagged: "flagged" };
export const setKinds = { course: "Courses", domain: "Domains", deck: "Decks", tag: "Tags" };
export const cram = "Cram";
export const cramHint = "For the evening before: answers don’t count for what comes back when.";
export const practiseCount = (asked: number, count: number) => `Practise ${asked < count ? `${number(asked)} of ${cards(count)}` : cards(count)}`;
export const noSuchCards = "No card is like that.";
export const leftAt = (at: number, total: number) => `You stopped at card ${at} of ${total}.`;
export const goOn = "Go on";
export const paperOver = "Time is up for your mock exam.";
export const seeResult = "See the result";

// --- a card -----------------------------------------------------------------------------------------------------------

export const position = (at: number, total: number) => `${at} of ${total}`;
export const onceMore = "once more";
export const chooseAll = "choose all that are right";
const yourAnswer = "Your answer";
const blankOf = (number: number | string) => `Blank ${number}`;
export const blank = (index: number, count: number) => (count === 1 ? yourAnswer : blankOf(index + 1));
export const check = "Check";
export const confidence = { guess: "Guess", think: "Think so", sure: "Sure", easy: "Easy" };
export const showAnswer = "Show answer";
export const knewIt = "I knew it";
export const didNotKnow = "I didn’t";
export const knewEasily = "Easily";
export const skip = "Skip";
export const next = "Next";
export const undo = "Undo";
export const flag = "Flag";
export const flagged = "Flagged";
export const chooseFirst = "Choose an answer first.";
export const typeFirst = "Type your answer first.";
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
export const part = { choose: practise, exam: "Mock exam", progress: "Progress", yourdata: "Your data" };
export const keyUnsettled = "Your notes don’t settle which option is right, so you judge.";
export const noAnswer = "This question has no answer in the notes: judge your own.";
export const chooseMismatch = (asked: number | string, has: number | string) => `The question asks for ${asked}, and its key has ${has}.`;
export const readMore = (title: string) => `Read: ${title}`;
export const noReading = "Your notes don’t explain this yet.";
export const nothingDue = "Nothing is due today";
export const nextDue = (count: number, day: string) =>
  `${counted(count, { one: "The next card comes", other: "The next # cards come" })} on ${dayIn(day, { weekday: "long", day: "numeric", month: "long" })}.`;
export const nothingAhead = "Practise a few cards first: from then on they come back just before you would forget them.";

// --- progress ---------------------------------------------------------------------------------------------------------

const points = (share: number) => {
  const value = Number((100 * share).toFixed(share < 0.0995 ? 1 : 0));
  return `${number(value)}\u00a0${value === 1 ? "point" : "points"}`;
};
const upTo = (share: number) => (share < 0.0005 ? "next to nothing" : `up to ${points(share)}`);
const dayLong = (day: string) => dayIn(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const dayShort = (day: string) => dayIn(day, { day: "numeric", month: "short" });

export const nothingMeasured = "Answer a few cards, and this page shows how far you have come, what comes next and how much to trust yourself.";
export const howScore = "How would a mock exam go today?";
export const scoreMost = (low: number, high: number) => `Expected. A paper would most likely give ${examBetween(low, high)}.`;
export const scoreOutlook: Readonly<Record<"above" | "open" | "below", string>> = {
  above: "You would most likely pass.",
  open: "It could go either way.",
  below: "You are under the pass mark so far.",
};
export const scoreOnDay = (score: number, low: number, high: number) =>
  `On the day of the exam, if you study nothing until then: ${percent(score)} (${examBetween(low, high)}).`;
export const readyLater = (missing: number) =>
  counted(missing, { one: "# more answer, and an expected mock score stands here.", other: "# more answers, and an expected mock score stands here." });
export const readyNever = (share: number) => `${percent(share)} of the exam has no question yet, so no score can be expected.`;
export const examEmpty = "No card belongs to this exam yet. Link its topics to the notes that have your questions.";
export const readyNoCards = "Without a question that can be marked:";
export const firstSight = (right: number, of: number) =>
  `At first sight you had ${right} of ${of} right (${percent(right / of)}): the honest guide to questions you have never seen.`;
export const firstSightName = "At first sight";
export const scoreColumns = ["When", "Expected", "80 % interval"] as const;
export const scoreDayColumn = "On the day of the exam";

export const howLong = "How long until the exam?";
export const examWhen = (days: number, day: string) =>
  `${days === 0 ? "It is today" : days === 1 ? "It is tomorrow" : `In ${number(days)} days`}, ${days > 1 ? "on " : ""}${dayLong(day)}.`;
export const examUnset = "No day is set. Set one, and new cards and last reviews are planned towards it.";
export const examOver = (day: string) => `It was on ${dayLong(day)}. When is the next one?`;
export const examDayLabel = "Day of the exam";
export const examNoDay = "No exam ahead";
export const examSet = (course: string, day: string | null) => `${course}: ${day === null ? "no day is set." : dayLong(day)}`;
export const planNew = (fresh: number, unseen: number) => {
  if (unseen === 0) return "You have seen every card.";
  if (fresh === 0) return `In the last week nothing new begins: ${counted(unseen, { one: "# card stays", other: "# cards stay" })} unseen.`;
  return `${counted(fresh, { one: "# new card", other: "# new cards" })} a day, and you have seen all of them a week before.`;
};
export const planLoad = (days: number, mean: number, most: number, minutes: number) => {
  const [each, time] = [cards(Math.max(1, Math.round(mean))), `about ${number(Math.max(1, Math.round(minutes)))} min`];
  return days === 1 ? `${each} today, ${time}.` : `With reviews that makes ${each} a day, ${number(most)} at most: ${time} a day.`;
};
export const planFinal = (day: string | null) =>
  day === null ? "Each card comes once more now, the weakest last." : `From ${dayShort(day)} on each card comes once more, the weakest last.`;

export const stages = { unseen: "new", learning: "learning", mastered: "mastered" };
export const stagesOf = (mastered: number, learning: number, slipping: number, unseen: number) =>
  `${number(mastered)} mastered · ${number(learning)} learning${slipping > 0 ? `, ${number(slipping)} slipping` : ""} · ${number(unseen)} new`;
export const daysInARow = (count: number) =>
  count === 0 ? "Today can be the first day in a row." : counted(count, { one: "# day in a row.", other: "# days in a row." });
export const howFar = "How far are you in each domain?";
export const howFarAll = "How far are you?";
export const howFarLegend = "Full: mastered. Pale: learning. Empty: new.";
export const noDomain = "Without a domain";
export const noCourse = "Without a course";
export const topicsWith = (has: number, all: number) => `${number(has)} of ${counted(all, { one: "# topic has", other: "# topics have" })} a card.`;
export const topicsWithout = "None yet:";
export const expectedOf = (share: number) => `expected score ${percent(share)}`;
export const recallOf = (today: number, exam: number | null) =>
  `recall ${percent(today)} today${exam === null ? "" : `, ${percent(exam)} on the day`}`;
export const domainColumns = [
  "Domain",
  "Cards",
  "Seen",
  "Mastered",
  "Learning",
  "Slipping",
  "Expected score",
  "Recall today",
  "Recall on the day",
  "Topics with a card",
  "Weight",
] as const;

export const raisesMost = "What raises the score most?";
export const raisesBy = (gain: number, minutes: number) => `${upTo(gain)} in ${number(Math.max(1, Math.round(minutes)))} min`;
export const raisesHint = "Most points for each minute first. Points are those of the expected score, minutes are at your own pace.";

export const coming = "What is coming?";
export const comingSum = (reviews: number, fresh: number, days: number, today: number) => {
  const parts = [counted(reviews, { one: "# review", other: "# reviews" }), fresh > 0 && counted(fresh, { one: "# new card", other: "# new cards" })];
  const all = parts.filter(Boolean).join(" and ");
  return days === 1 ? `${all} today.` : `${all} in the next ${number(days)} days, ${today === 0 ? "none" : number(today)} of them today.`;
};
export const comingNothing = (days: number) => `Nothing in the next ${counted(days, { one: "day", other: "# days" })}.`;
export const comingHint = "What is overdue stands on today. Cards that you miss come on top.";
export const comingRepeats = "Each card counts as often as it comes until then.";
export const comingOnce = "Each card counts once, with its next review.";
export const comingWeeks = "Each bar is a week.";
export const comingKinds = { reviews: "Reviews", fresh: "New cards" };
export const comingDay = "Day";
export const comingWeek = "Week from";
export const comingUntil = (course: string) => `Until the exam: ${course}`;
export const comingRest = "Other cards";

export const knowing = "Do you know what you know?";
export const knowingShares = "How often were you right?";
export const knowingShare = (right: number, of: number) => `${number(right)} of ${number(of)} right`;
export const knowingBar = (name: string, share: number, low: number, high: number) =>
  `${name}: ${percent(share)} right, between ${percent(low)} and ${percent(high)}`;
export const knowingMore = (missing: number) => counted(missing, { one: "# more answer to tell", other: "# more answers to tell" });
export const knowingHow = "Say how sure you are when you check an answer, and this shows how far to trust yourself.";
export const knowingKeys = "The keys: G checks as a guess, T as “think so”, S as “sure”.";
export const knowingColumns = ["You said", "Right", "Share", "95 % interval"] as const;

export const predictions = "Are these predictions right?";
export const predictionsFew = (of: number, needed: number) =>
  `${of === 0 ? "No prediction has" : counted(of, { one: "# prediction has", other: "# predictions have" })} met an answer so far. From ${number(needed)} on, this shows how right they were.`;
export const predictionsFound = (of: number, apart: number) =>
  `Before ${number(of)} of your answers the quiz reckoned how likely they were to be right. What it reckoned and what came lie ${points(apart)} apart on average.`;
export const predictionsBrier = (brier: number, base: number) => {
  const [own, usual] = [brier.toFixed(3), base.toFixed(3)];
  const worth = own < usual ? "so they know more than your average does" : "so they don’t yet know more than your average does";
  return `The square of what they are off by, the Brier score, is ${own} on average, and 0 is perfect. Always saying your average would give ${usual}, ${worth}.`;
};
export const predictionsLogLoss = (loss: number) =>
  `Their log loss, to which being sure of what goes wrong adds most, is ${loss.toFixed(3)} on average, and 0 is perfect too.`;
export const predictionsHint = "On the line, what was predicted came true. A larger dot stands for more answers.";
export const predicted = "predicted";
export const cameRight = "right";
export const predictionsColumns = ["Predicted", "Answers", "On average", "Right"] as const;

export const mostMissed = "Which cards do you miss most?";
export const missedTimes = (wrong: number) => counted(wrong, { one: "missed once", other: "missed # times" });
export const rereading = "Which notes to read again?";
export const rereadingHint = "What brings the most first: so much of the exam is behind the cards that you may not know.";
export const rereadingCards = (count: number, gain: number) =>
  `${counted(count, { one: "# shaky card", other: "# shaky cards" })}, ${upTo(gain)}`;

export const howMade = "How these figures are made";
export const howMadeText: readonly string[] = [
  "Your first answer to a card on a day counts. What you remember is predicted from these answers by FSRS-6.",
  "A card is mastered when you were right on two days or more, the last answer was right and no guess, and you are likely to know it still on the day of the exam, or in three weeks. It is slipping when it was mastered once and is not any more.",
  "The expected score is the chance of a right answer to each card, weighted as the exam weighs its domains. Cards that you never saw count as your first answers to others went. It may be above your recall, which leaves out lucky guesses and cards that you never saw. Eight of ten papers should fall within its interval.",
  "It speaks of papers from your own questions. A real exam asks others, and its vendor may scale the result: your share at first sight is the better guide to that.",
];
export const unmarked = (count: number) =>
  counted(count, { one: "# card can’t be marked, so no exam asks it.", other: "# cards can’t be marked, so no exam asks them." });
/** Behind `noReading`, and the name of a topic. */
export const stillToWrite = "is still to be written.";
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
export const readWhere = "Where the answers are";
export const missed = "Missed";
export const missedButUnexplained = "Your notes don’t explain the missed cards yet. Writing that down is the best way to learn it.";
export const practiseMissed = (count: number) => counted(count, { one: "Practise the missed card", other: "Practise the # missed" });
export const another = "Another round";
export const choose = "Choose another set";
export const ended = "Done for now";
export const readNow = (title: string) => `Now read ${title}`;

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
export const nothing: Readonly<Record<"new" | "due" | "mistakes" | "flagged" | "", readonly [string, string]>> = {
  new: ["You have seen every card here", "Go through them again to see what stayed."],
  due: ["Nothing is due here", "Cards come back just before you would forget them."],
  mistakes: ["No mistakes to go through", "A card is here from the day you miss it until a day you get it right."],
  flagged: ["No card is flagged", "Flag a card while you practise, and find it here."],
  "": ["No card is in this set", "It may have been renamed or moved in the notes."],
};
export const cardGone = "This card is no longer here";
export const cardGoneHint = "Its question may have been rewritten or removed in the notes.";
export const deckNotLoaded = "The cards did not load. The site may have been updated while this page was open.";

// --- the mock exam ----------------------------------------------------------------------------------------------------

export const when = (time: number) => `${date(time)}, ${dated(time, { timeStyle: "short" })}`;
export const mockExam = "Mock exam";
export const examOf = (title: string) => (title ? `Mock exam: ${title}` : mockExam);
export const questions = (count: number) => counted(count, { one: "# question", other: "# questions" });
const minuteForms = { one: "# minute", other: "# minutes" };
export const minutes = (count: number) => counted(count, minuteForms);
/** "1 h 52 min", "2 min 5 s". */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [h, min, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  if (h > 0) return `${h}\u00a0h ${min}\u00a0min`;
  return min > 0 ? `${min}\u00a0min${s > 0 && min < 10 ? ` ${s}\u00a0s` : ""}` : `${s}\u00a0s`;
}
/** "1:52:07", "42:10". */
export function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, min] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return h > 0 ? `${h}:${two(min)}:${two(seconds % 60)}` : `${min}:${two(seconds % 60)}`;
}

export const examCourse = "Course";
export const examWhole = "All questions";
export const examQuestions = "Questions";
export const examMinutes = "Minutes";
export const examNoLimit = "0 for no limit";
export const examStart = "Start";
export const examPassMark = (mark: number) => `Pass mark ${percent(mark / 100)}`;
export const examAssumed = (what: string) => `Your course doesn’t say its ${what}, so that is our guess.`;
export const examAssumedParts = { questions: "number of questions", minutes: "minutes", passMark: "pass mark" };
export const listed = (parts: readonly string[]) => new Intl.ListFormat(LANGUAGE).format(parts);
export const examRules = "Nothing is marked before the end. You may leave and come back: nothing is lost, and the clock runs on.";
export const examSmall = (asked: number, has: number) =>
  `Your notes have ${questions(has)} for an exam, so the paper has ${has}, not ${asked}.`;
export const examShort = (title: string, has: number, due: number) =>
  `${title} has ${questions(has)} for its ${due} places.`;
export const examFilled = "The places that stay free go to cards without a domain, then to the other domains by weight.";
export const examNamed = "This address names one paper: whoever opens it gets these questions.";
export const examAnother = "Draw another";
export const examTakes = "What it takes from where";
export const examDomain = "Domain";
export const examWeight = "Weight";
export const examTaken = (taken: number, pool: number) => `${number(taken)} of ${questions(pool)}`;
export const examOutside = "Without a domain";
export const examNone = "No question for an exam yet";
export const examNoneTeach =
  "A mock exam asks what can be marked: questions with options and a key, true or false, blanks to fill. Write some, like this:";
export const examLeft = (at: number, total: number) => `You are in the middle of a mock exam: ${at} of ${total} answered.`;
export const examLeftHint = "A new one takes its place.";
export const examReplace = "Give that one up and start";
export const examPast = "Papers you sat";
export const examPrint = "Print the questions";
export const examFailed = "The paper could not be marked, since its questions did not load. It is kept: reload to try again.";

export const examAt = (at: number, total: number) => `Question ${at} of ${total}`;
export const examFlagged = "flagged";
export const examLeftTime = (ms: number) =>
  ms < 90_000 ? counted(Math.ceil(ms / 1000), { one: "# second left", other: "# seconds left" }) : `${minutes(Math.round(ms / 60_000))} left`;
export const examClock = "Clock";
export const examHide = "Hide the clock";
export const examShow = "Show the clock";
export const examExtend = (count: number) => `${minutes(count)} more`;
export const examUnlimited = "No time limit";
export const examHowSure = "How sure are you?";
export const examSure: Readonly<Record<"guess" | "think" | "sure", string>> = { guess: "Guess", think: "Think so", sure: "Sure" };
export const examClear = "Clear";
export const previous = "Previous";
export const examFinish = "Finish";
export const examAnswered = (count: number, total: number) => `${number(count)} of ${number(total)} answered`;
export const examFlags = (count: number) => `${number(count)} flagged`;
export const examStates = { answered: "answered", open: "no answer", unseen: "not seen yet", flagged: "flagged" };
export const examHandIn = "Hand in this paper?";
export const examAllAnswered = "You have answered every question.";
export const examUnanswered = (count: number) =>
  counted(count, { one: "One question has no answer:", other: "# questions have no answer:" });
export const examStillFlagged = (count: number) => counted(count, { one: "One is flagged:", other: "# are flagged:" });
export const examHandInNow = "Hand in";
export const examKeys: readonly (readonly [keys: string, does: string])[] = [
  ["1–9, A–Z", "choose an option"],
  ["Enter, N", "next question"],
  ["P", "previous question"],
  ["G, T, S", "say “guess”, “think so”, “sure”"],
  ["F", "flag"],
  ["?", "this list"],
];

export const examTimeUp = "Time was up, so the paper was handed in.";
export const examScore = percent;
export const examPoints = (points: number) => percent(points / 100);
export const examVerdict: Readonly<Record<"passed" | "narrowly" | "under" | "missed", string>> = {
  passed: "Passed.",
  narrowly: "Passed, narrowly.",
  under: "Just under the pass mark.",
  missed: "Not passed yet.",
};
export const examMark = (mark: number) => `The pass mark is ${percent(mark / 100)}.`;
export const examUncounted = "No question counts towards a score.";
export const examRange = (low: number, high: number) =>
  `A few questions prove little: a result like this fits anything from ${percent(low)} to ${percent(high)}.`;
export const examNoVendor = "This is the share of right answers by weight, not a vendor’s scaled score.";
export const examCovered = (share: number) => `The questions cover ${percent(share)} of the exam.`;
export const examOutsideScore = (right: number, asked: number) =>
  `${right} of ${asked} right without a domain. They don’t enter the score.`;
export const examFirst = (right: number, asked: number) => `First time seen: ${right} of ${asked} right.`;
export const examAgain = (right: number, asked: number) => `Seen before: ${right} of ${asked} right.`;
export const examUnansweredCount = (count: number) => `${number(count)} without an answer`;
export const examEach = (ms: number) => `${duration(ms)} a question`;
export const examGoThrough = "Go through the answers";
export const examByDomain = "How did each domain go?";
export const examBar = (share: number, low: number, high: number, mark: number) =>
  `${percent(share)}, between ${percent(low)} and ${percent(high)}; pass mark ${percent(mark / 100)}`;
export const examBars = "A dot is your share of right answers, the line what so few questions can tell (80 % interval), dashed the pass mark.";
export const examTable = "As a table";
export const examRight = "Right";
export const examShare = "Share";
export const examInterval = "80 % interval";
export const examBetween = (low: number, high: number) => `${Math.round(100 * low)}–${percent(high)}`;
export const examSureWrong = "Sure, but wrong";
export const examGain = (share: number) => `up to ${percent(share)}`;
export const examReadAll = (count: number) => `Show all ${number(count)}`;
export const examReadOrder = "What brings the most first: so much of the score went to questions that are answered there.";
export const examAnswers = "Your answers";
export const examShown: Readonly<Record<"all" | "missed" | "flagged", string>> = { all: "All", missed: "Missed", flagged: "Flagged" };
export const examNoAnswer = "You gave no answer.";
export const examChanged = "This question has changed since you answered it.";
export const examYouSaid: Readonly<Record<"guess" | "think" | "sure", string>> = { guess: "a guess", think: "you thought so", sure: "you were sure" };
export const examPaperKey = "Key";
export const examPrintNow = "Print";
export const examNoPrint = "Back";

// --- your data --------------------------------------------------------------------------------------------------------

export const yourData = "Your data";
export const keptHere = (place: string) =>
  `What you answer is kept in this browser, for ${place || "this folder"}, and sent nowhere. A copy of the site at another address starts from nothing.`;

export const backup = "Backup";
export const answersSoFar = (count: number) => counted(count, { one: "# answer so far", other: "# answers so far" });
export const neverSaved = "never saved";
export const lastSaved = (time: number, since: number) =>
  `saved on ${date(time)}, ${since === 0 ? "nothing new since" : counted(since, { one: "# answer since", other: "# answers since" })}`;
export const saveBackup = "Save a backup";
export const sendBackup = "Send to another device";
export const backupSaved = (name: string) => `Saved as ${name}.`;
export const backupNotSent = "It could not be sent. Save a backup, and take that to the other device.";
export const backupSent = "Sent. Open this page on the other device and take the file in.";
export const takeIn = "Take a backup in";
export const takeInHint = "From another device, or from an earlier day. What is here stays, and an answer that is in both counts once.";
export const chooseFile = "Choose a file";
export const orDrop = "or drop it here";
export const tookIn = (added: number, known: number) =>
  added === 0
    ? "Everything in this file is here already."
    : `Taken in: ${counted(added, { one: "# new entry", other: "# new entries" })}${known === 0 ? "." : `, and ${number(known)} that ${known === 1 ? "was" : "were"} here already.`}`;
export const refused = {
  damaged: "This file is damaged: some of it is missing or was changed on its way. Nothing was taken in. Save or send it once more.",
  newer: "A newer version of this site wrote this file. Nothing was taken in. Reload to get that version.",
  unknown: "This is no backup of a study site. Nothing was taken in.",
};
export const refusedForeign = (theirs: string, own: string) =>
  `This backup belongs to another site (${theirs}, this one is ${own}). Nothing was taken in.`;
export const noRoom = "This device has no room left for it. Nothing was taken in.";
export const notTakenIn = "This browser could not store it. Nothing was taken in.";

export const storage = "Storage";
export const persisted = "The browser keeps it until you delete it.";
export const notPersisted = "The browser may delete it when the device runs out of room.";
export const persistUnknown = "This browser does not say how long it keeps it.";
export const askToKeep = "Ask the browser to keep it";
export const refusedToKeep = "The browser did not agree. It may once you come more often, bookmark the site or install it. Until then, save a backup now and then.";
export const takes = (bytes: number, free: number) => `It takes ${size(bytes)}, and there is room for ${size(free)}.`;
export const safari =
  "Safari deletes what a site keeps after seven days without a visit. Add the site to your home screen, and it stays. It has a store of its own there: save a backup here and take it in there.";

export const settings = "Settings";
export const singleKeys = "Answer by single keys (? lists them)";
export const confidenceButtons = "Buttons for how sure you are";
export const confidenceHint = "“Sure” and “Think so” show whether you know what you know; after “Easy” a card waits longer.";
export const streak = "Count days in a row";
export const streakHint = "On the page of your progress, and nowhere else.";
export const newPerDay = "New cards a day";
export const retention = "Recall at which a card comes back";
export const retentionHint = "Higher means more reviews: 90 % suits most.";
export const examDate = (course: string) => `Day of the exam: ${course}`;

export const reminder = "Reminder in your calendar";
export const reminderHint = "A file for your calendar: a reminder each day until the exam, and the exam.";
export const reminderNeedsDate = "Set the day of the exam above, and your calendar can remind you each day until then.";
export const reminderAt = "Each day at";
export const saveCalendar = (course: string) => `Save the reminder for ${course}`;
export const studyFor = (course: string) => `Study for ${course}`;
export const examDay = (course: string) => `Exam: ${course}`;

export const otherPrograms = "For other programs";
export const csvHint = (zone: string) =>
  `Your first answer to each card on each day, as the table that FSRS optimisers read. Tell them that your time zone is ${zone} and that a day begins at 4.`;
export const saveCsv = "Save as CSV";

export const deletion = "Delete";
export const deleteAll = "Delete all progress …";
export const deleteMeans = (count: number) =>
  `This deletes ${counted(count, { one: "# answer", other: "# answers" })}, your settings and past exams from this browser, for good. A backup would bring them back.`;
export const deleteWord = "delete";
export const typeToDelete = `Type “${deleteWord}” to go on`;
export const deleteNow = "Delete for good";
export const keepIt = "Keep it";
export const deleted = "All progress is deleted.";
export const notDeleted = "This browser could not delete it.";
export const backupDue = (count: number) => counted(count, { one: "# answer since your last backup.", other: "# answers since your last backup." });

// --- the pages of notes -----------------------------------------------------------------------------------------------

export const looks: Readonly<Record<Choice, string>> = {
  system: "Theme: as your device has it",
  light: "Theme: light",
  dark: "Theme: dark",
  serif: "Letters for reading: serif",
  sans: "Letters for reading: sans serif",
};
export const copy = "Copy";
export const copied = "Copied";
export const scrolls = "Scrolls sideways";
export const diagram = "Diagram";
export const diagramSource = "Diagram as text";
export const notDrawn = "This diagram could not be drawn. Above is its source.";
export const partMissing = "Part of this page did not load. The site may have been updated.";
export const rightAnswers = (answers: string) => `Right: ${answers}`;
export const tryAgain = "Try again";
export const noted = "Noted.";

// --- home and the pages of courses ------------------------------------------------------------------------------------

export const lastRead = "Continue:";
const examOnDate = (date: string) => `exam on ${date}`;
export const examOn = (day: string) => examOnDate(dayIn(day, { dateStyle: "long" }));
export const examToday = "exam today";
export const inDays = (days: number) => (days === 0 ? examToday : counted(days, { one: "# day", other: "# days" }));
export const examIn = (days: number) => (days === 0 ? examToday : `exam in ${inDays(days)}`);
export const setExamDay = "set the exam’s day";
const interval = (low: number, high: number) => `(${Math.round(100 * low)}–${Math.round(100 * high)})`;
export const readyBriefly = (score: number, low: number, high: number) => `expected score ${percent(score)} ${interval(low, high)}`;
export const expected = (score: number, low: number, high: number) => `expected mock score ${percent(score)} ${interval(low, high)}`;
export const answersMissing = (missing: number) =>
  counted(missing, { one: "# more answer for a score", other: "# more answers for a score" });
export const uncovered = (share: number) => `${percent(share)} of the exam has no question yet`;
export const knownOf = (mastered: number, learning: number, all: number) =>
  `${number(mastered)} ${stages.mastered} · ${number(learning)} ${stages.learning} of ${cards(all)}`;
export const reviewCards = (count: number) => `Review ${cards(count)}`;

// --- offline ----------------------------------------------------------------------------------------------------------

export const offlineReady = "Works offline.";
export const offlinePartly = "Works offline in part.";
export const savedPartly = "Not everything could be saved.";
export const saveMore = (bytes: number) => `Save ${size(bytes)} for offline use`;
export const saveRest = "Save the rest";
export const saving = (saved: number, all: number) => `Saving ${saved} of ${all} …`;
export const newVersion = "A new version is here.";
export const update = "Update";
export const later = "Later";

// --- keys and storage -------------------------------------------------------------------------------------------------

export const keys = "Keys";
export const keysTitle = "Keyboard";
export const keysOn = "Use these keys";
export const close = "Close";
export const keyList: readonly (readonly [keys: string, does: string])[] = [
  ["1–9, A–Z", "choose an option"],
  ["Enter, Space", "check, then go on"],
  ["G", "check as a guess"],
  ["T, S, Y", "check as “think so”, “sure”, “easy”"],
  ["1, 2, 3", "I knew it, I didn’t, easily"],
  ["U", "undo"],
  ["F", "flag"],
  ["?", "this list"],
];
export const trouble: Readonly<Record<Trouble, string>> = {
  blocked: "This browser keeps nothing for this site, so your answers are forgotten when you close the page.",
  full: "This device has no room left, so answers from now on are forgotten when you close the page.",
  gone: "The browser has deleted what it kept for this site. Your answers from now on are kept. If you have a backup, take it in on “Your data”.",
  newer: "A newer version of this site has been here, so answers from now on are not kept. Reload to get that version.",
};

// --- pages ------------------------------------------------------------------------------------------------------------

/** How a date in the month is written, with `{day}` and `{year}` in it. */
const datesIn = (month: number) =>
  new Intl.DateTimeFormat(DATES, { dateStyle: "long" })
    .formatToParts(new Date(2026, month, 15))
    .map(({ type, value }) => (type === "day" || type === "year" ? `{${type}}` : value))
    .join("");
/** How the language marks thousands and decimals. */
const separator = (type: "group" | "decimal") => numbers.formatToParts(12_345.5).find((part) => part.type === type)?.value ?? "";

/**
 * What stands in the pages of notes before a script runs. `build.mjs` evaluates this for the generator, which fills in
 * `#` and what stands in braces; no script imports it. `texts` and `forms` are asked for by name, `kinds` by a word of
 * the notes or of the program.
 */
export const pages = () => ({
  texts: {
    // All pages.
    home: "Home",
    site: "Site",
    menu: "Menu",
    breadcrumbs: "Breadcrumbs",
    skipToText: "Skip to the text",
    onThisPage: "On this page",
    beside: "Notes beside this one",
    theme: looks.system,
    letters: looks.serif,
    answersStay: "Your answers stay in this browser",
    practise,
    review,
    today,
    mockExam,
    passMark: `pass mark ${percentOf("{number}")}`,
    percent: percentOf("{number}"),
    examOn: examOnDate("{date}"),

    // Notes.
    pretest: "Quiz me before I read",
    pretestHint: "Guessing first helps you keep what you read. These answers don’t count.",
    emptyNote: "This note is empty so far.",
    mentionedIn: "Mentioned in",
    notWritten: "Not written yet",
    notWrittenHint: "Linked from here, but there is no such note.",
    howToWriteOne: "No questions on this page yet: how to write one",
    howToWrite,
    howToWriteParts: howToWriteParts.replace("#card", "{card}"),
    editNote: "Edit this note",
    previousAndNext: "Previous and next",
    previous,
    next,
    moreQuestions: "More questions",
    nobodyWrote: "Nobody has written this note yet.",
    seeMentions: "Where it is mentioned you can see what it should say.",
    questionsNaming: "Questions that name it",

    // What notes hold.
    question: "Question",
    footnotes: "Footnotes",
    footnote: "Footnote {number}",
    backToText: "Back to the text",
    backToPlace: "Back to place {number} in the text",
    openLarger: "Open larger",
    file: "File",
    about: "{kind}, {size}",
    kilobytes: "{number} kB",
    megabytes: "{number} MB",
    notFound: "not found",
    onlyInObsidian: "{kind}, only in Obsidian",
    elsewhere: "{kind} on {host}",
    computed: "(computed in Obsidian)",
    query: "{kind}; its result is shown in Obsidian only.",
    marked: "marked {mark}",
    diagram,

    // Cards.
    chooseAll,
    yourAnswer,
    blank: blankOf("{number}"),
    check,
    showAnswer,
    true: "True",
    false: "False",
    chooseMismatch: chooseMismatch("{asked}", "{has}"),
    keyUnsettled,
    noAnswer,
    readMore: readMore("{title}"),
    holdsAnswer: "holds the answer",
    linkedInCard: "linked in the card",
    namedInCard: "named in the card",
    noReading,
    stillToWrite,
    source,

    // Courses, Home and lists.
    courses: setKinds.course,
    courseWithoutCards: "This course has no cards yet. This is how to write one, in any of its notes:",
    examCovers: "What the exam covers",
    furtherPractice: "Further practice",
    folders: "Folders",
    notes: "Notes",
    allNotes: "All notes",
    firstCard: "Your first card",
    noNotes: "There is no note here yet. Add a Markdown file to the vault, and it becomes a page.",
    notesHoldQuestions: "A note can hold questions. Written like this, one becomes a card to practise with:",
    listPages: "Pages of this list",
    back: "Back",
    further: "Further",
    emptyFolder: "Nothing stands in this folder yet.",
    narrowerTags: "Narrower tags",
    emptyTag: "No note carries this tag yet.",

    // The quiz before it runs, and pages that stand for others.
    quiz: "Practice",
    loading,
    withoutScripts: "The quiz needs JavaScript. Without it you can still read every question, and its answer, in its note: {site}.",
    missing: "Page not found",
    missingWhy: "There is no page at this address. It may have been renamed, or not be written yet.",
    missingHint: "If that leads nowhere either, shorten the address in your browser’s bar, part by part.",
    toFirstPage: "Go to the first page",
    offline: "You are offline",
    offlineWhy: "There is no network, and the page you asked for is not saved on this device. Everything that is saved still opens.",
    tryAgain,
    moved: "This page has moved: {page}",
  },
  forms: {
    cards: cardForms,
    minutes: minuteForms,
    examOf: { one: "exam of # question", other: "exam of # questions" },
    practiseQuestions: { one: "Practise # question", other: "Practise # questions" },
    allQuestions: { one: "The one question", other: "All # questions" },
    questionsAsk: {
      one: "The question below asks for it, and is a good place to begin.",
      other: "The questions below ask for it, and are a good place to begin.",
    },
    bytes: { one: "# byte", other: "# bytes" },
  },
  kinds: {
    /** Files that only Obsidian can show. */
    apps: { canvas: "Canvas", base: "Base", drawing: "Drawing" },
    /** What other sites hold. */
    things: { Picture: "Picture", Video: "Video", Audio: "Audio", PDF: "PDF", Post: "Post", Page: "Page" },
    /** By the language of a block of code. */
    queries: {
      base: "A view of a base",
      dataview: "A Dataview query",
      dataviewjs: "A Dataview script",
      query: "A search",
      tasks: "A Tasks query",
    },
    /** By the character in a task’s box. */
    tasks: {
      " ": "to do",
      x: "done",
      "/": "in progress",
      "-": "cancelled",
      ">": "forwarded",
      "<": "scheduled",
      "?": "question",
      "!": "important",
      "*": "starred",
    },
  },
  dates: Array.from({ length: 12 }, (_, month) => datesIn(month)),
  /** Below 200, the numbers that take the form `one`; above, the last two digits decide. */
  ones: Array.from({ length: 200 }, (_, count) => count).filter((count) => plurals.select(count) === "one"),
  group: separator("group"),
  decimal: separator("decimal"),
});
