/**
 * Cards in a note, answered in place. The page holds each card as a form whose answer stands in a <details>; this
 * shuffles the options, takes the answer, shows what was right, and keeps it through core.js, which the first answer
 * loads.
 */
import type { StudyCore } from "../core";
import type { Trouble } from "../core/model";
import type { CardKind, Chosen, Key } from "../data";
import * as say from "../messages";

export function cards(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-card]")) {
    const card = new NoteCard(form);
    card.prepare();
  }
}

let followed = false;
let trouble: Trouble | null = null;
let told: Trouble | null = null;

/** Grading and the store, whose trouble is followed from now on. */
async function loadCore(): Promise<StudyCore> {
  const core = await studysite.part("core");
  if (!followed) core.store.subscribe((_, now) => (trouble = now));
  followed = true;
  return core;
}

/** Says `text` in the page's one status region. */
function announce(text: string): void {
  const region = document.querySelector("[role=status]");
  if (region !== null) region.textContent = text;
}

class NoteCard {
  private readonly form: HTMLFormElement;
  private readonly options: HTMLLabelElement[];
  private readonly blanks: HTMLInputElement[];
  private readonly submit: HTMLButtonElement;
  private readonly details: HTMLDetailsElement;
  /** The verdict with its buttons; there from the answer until "try again". */
  private outcome: HTMLElement[] = [];
  private began = 0;

  constructor(form: HTMLFormElement) {
    this.form = form;
    this.options = [...form.querySelectorAll<HTMLLabelElement>(".opt")];
    this.blanks = [...form.querySelectorAll<HTMLInputElement>(".blank input")];
    this.submit = form.querySelector("[type=submit]") as HTMLButtonElement;
    this.details = form.querySelector(".acts > details") as HTMLDetailsElement;
  }

  prepare(): void {
    this.shuffle();
    const begin = () => (this.began ||= performance.now());
    for (const kind of ["focusin", "pointerdown"]) this.form.addEventListener(kind, begin); // a click focuses nothing in Safari
    this.form.addEventListener("change", () => void loadCore().catch(() => undefined), { once: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.form.dataset["result"] === undefined) void this.answer();
    });
    this.submit.disabled = false;
    this.form.dataset["ready"] = "";
  }

  private get key(): Key {
    const { kind, correct, blanks, graded } = this.form.dataset;
    return {
      kind: kind as CardKind,
      correct: (correct ?? "").split(",").filter(Boolean).map(Number),
      blanks: JSON.parse(blanks ?? "[]") as string[],
      graded: graded !== undefined,
    };
  }

  private get chosen(): Chosen {
    if (this.blanks.length > 0) return this.blanks.map((input) => input.value.trim());
    return this.options.map((option) => input(option)).flatMap((box) => (box.checked ? [Number(box.value)] : []));
  }

  private async answer(): Promise<void> {
    const key = this.key;
    const chosen = this.chosen;
    if (key.graded && !chosen.some((value) => value !== "")) {
      this.say(this.blanks.length > 0 ? say.typeFirst : say.chooseFirst);
      return;
    }
    const wanted = Number(this.form.dataset["choose"] ?? chosen.length);
    if (wanted !== chosen.length) {
      this.say(say.chooseExactly(wanted, chosen.length));
      return;
    }
    this.submit.disabled = true; // core.js may take a moment, and this is one answer
    const core = key.graded ? await loadCore().catch(() => undefined) : undefined;
    this.submit.disabled = false;
    const right = core?.grade(key, chosen).right ?? null;
    if (key.graded) this.mark(key, chosen);
    if (right === null) this.ask(chosen);
    else this.finish(chosen, right, verdict(key.correct, chosen, right));
  }

  /** Shows the answer and lets the student judge. */
  private ask(chosen: Chosen): void {
    this.show("shown");
    const judge = (right: boolean) => () => this.finish(chosen, right, say.noted);
    const knew = button(say.knewIt, "btn", judge(true));
    this.put(say.judge, knew, button(say.didNotKnow, "btn", judge(false)));
    announce(say.judge);
    knew.focus({ preventScroll: true });
  }

  private finish(chosen: Chosen, right: boolean, words: string): void {
    this.show(right ? "right" : "wrong");
    const again = button(say.tryAgain, "quiet push", (event) => {
      if (event.detail < 2) this.reset(); // not by the second click of two on "Check"
    });
    this.put(words, again);
    const rights = this.options.filter((option) => option.classList.contains("right"));
    const answers = rights.map((option) => option.querySelector("span")?.textContent?.trim()).join("; ");
    announce(right || answers === "" ? words : `${words} ${say.rightAnswers(answers)}`);
    again.focus({ preventScroll: true });
    void this.keep(chosen, right);
  }

  private async keep(chosen: Chosen, right: boolean): Promise<void> {
    const { card = "", twin = "", hash = "" } = this.form.dataset;
    const ms = Math.round(performance.now() - this.began);
    const core = await loadCore().catch(() => undefined); // a script that is missing has been told
    await core?.store.record({ card, twin, hash, mode: "practice", chosen, right, confidence: null, ms });
    if (trouble !== null && trouble !== told) this.say(say.trouble[trouble]);
    told = trouble;
  }

  private show(result: "right" | "wrong" | "shown"): void {
    this.form.dataset["result"] = result;
    (this.form.firstElementChild as HTMLFieldSetElement).disabled = true;
    this.details.open = true;
  }

  private mark({ correct, blanks }: Key, chosen: Chosen): void {
    for (const [index, blank] of this.blanks.entries()) tag(blank, say.blankWas(blanks[index] ?? ""));
    for (const option of this.options) {
      const index = Number(input(option).value);
      const taken = (chosen as unknown[]).includes(index);
      if (correct.includes(index)) {
        const missed = input(option).type === "checkbox" ? say.taggedMissed : say.taggedRight;
        option.classList.add("right");
        tag(option, taken ? say.taggedYourRight : missed, "✓");
      } else if (taken) {
        option.classList.add("wrong");
        tag(option, say.taggedYourWrong, "✗");
      }
    }
  }

  private reset(): void {
    delete this.form.dataset["result"];
    for (const option of this.options) option.classList.remove("right", "wrong");
    for (const words of this.form.querySelectorAll("em[data-tag]")) words.remove();
    this.put();
    (this.form.firstElementChild as HTMLFieldSetElement).disabled = false;
    this.details.open = false;
    this.form.reset();
    this.shuffle();
    this.began = 0;
    (this.form.querySelector("input") ?? this.submit).focus({ preventScroll: true });
  }

  /** Words beside the button, or after the verdict; said aloud too. */
  private say(text: string): void {
    if (this.form.dataset["result"] === undefined) this.put(text);
    else this.outcome[0]?.append(" ", small(text));
    announce(this.outcome[0]?.textContent ?? text);
  }

  /** Puts the verdict and its buttons where the submit button is; without words, takes them away. */
  private put(words = "", ...buttons: HTMLElement[]): void {
    for (const part of this.outcome) part.remove();
    const line = document.createElement("p");
    line.className = "verdict";
    line.textContent = words;
    this.outcome = words === "" ? [] : [line, ...buttons];
    this.details.before(...this.outcome);
  }

  /** Options in a new order, lettered anew, unless the card says that their order matters. */
  private shuffle(): void {
    if (this.form.dataset["ordered"] !== undefined || this.options.length === 0) return;
    for (let last = this.options.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [this.options[last], this.options[other]] = [this.options[other]!, this.options[last]!];
    }
    this.options[0]?.parentElement?.append(...this.options);
    const letters = this.options.map((option) => option.querySelector("kbd")!);
    const sorted = letters.map((kbd) => kbd.textContent ?? "").sort();
    const renamed = new Map(letters.map((kbd, place) => [kbd.textContent, sorted[place] ?? ""]));
    for (const kbd of this.details.querySelectorAll(".key kbd")) kbd.textContent = renamed.get(kbd.textContent) ?? "";
    for (const kbd of letters) kbd.textContent = renamed.get(kbd.textContent) ?? "";
  }
}

function verdict(correct: number[], chosen: Chosen, right: boolean): string {
  if (right) return say.right;
  if (correct.length < 2) return say.notQuite;
  const found = correct.filter((index) => (chosen as unknown[]).includes(index)).length;
  return found < correct.length ? say.notQuitePartly(found, correct.length) : say.notQuiteTooMany(chosen.length - found);
}

function input(option: HTMLLabelElement): HTMLInputElement {
  return option.querySelector("input") as HTMLInputElement;
}

/** Adds words to an option, or after a blank. */
function tag(where: HTMLElement, words: string, sign = ""): void {
  const em = document.createElement("em");
  em.dataset["tag"] = "";
  em.textContent = sign === "" ? words : `${sign} ${words}`;
  if (where instanceof HTMLLabelElement) where.append(em);
  else where.after(em);
}

function small(text: string): HTMLSpanElement {
  const span = document.createElement("span");
  span.className = "small";
  span.textContent = text;
  return span;
}

function button(text: string, className: string, onclick: (event: MouseEvent) => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = text;
  element.onclick = onclick;
  return element;
}
