/** Which part of a mock exam is on screen: the start, the paper, its result, or the paper for print. */
import { useEffect, useState } from "preact/hooks";

import type { Deck, View } from "../data";
import * as say from "../messages";
import { Notice } from "../quiz/notice";
import { usePart } from "../quiz/part";
import { handIn, keepPaper, paperLeft, papers } from "./desk";
import { begin, endOf, timeLeft, type Paper, type Terms } from "./paper";
import type { Filed } from "./score";
import { Sitting } from "./sitting";
import { Start } from "./start";
import { paramsOf } from "./terms";

type Scene =
  | { readonly on: "start"; readonly left: Paper | null; readonly past: readonly Filed[] }
  | { readonly on: "paper"; readonly paper: Paper; readonly moved: boolean }
  | { readonly on: "print" }
  | { readonly on: "result"; readonly filed: Filed; readonly timeUp: boolean; readonly moved: boolean }
  | { readonly on: "failed" };

export const Exam: View = ({ deck, place, moved }) => {
  const [scene, setScene] = useState<Scene>();
  const show = (next: Promise<Scene>) => void next.then(setScene, () => setScene({ on: "failed" }));
  const Printed = usePart("printed", scene?.on === "print");
  const Marked = usePart("marked", scene?.on === "paper" || scene?.on === "result"); // it comes while the paper is sat
  useEffect(() => show(arrive(deck, place, moved)), []);

  function start(terms: Terms): void {
    const paper = begin(terms, Date.now());
    void keepPaper(paper);
    enter(paper);
  }

  /** The address becomes the paper's own, so that a reload goes on with it and a friend can sit it. */
  function enter(paper: Paper): void {
    history.replaceState(null, "", paper.place);
    setScene({ on: "paper", paper, moved: true });
  }

  switch (scene?.on) {
    case "start":
      return <Start {...{ deck, place, moved, start }} left={scene.left} past={scene.past} resume={enter} />;
    case "paper": {
      const { paper } = scene;
      const finish = (last: Paper) => show(finished(deck, last, true));
      return <Sitting key={paper.id} {...{ deck, finish }} start={paper} moved={scene.moved} gone={() => show(arrive(deck, place, true))} />;
    }
    case "print":
      return Printed ? <Printed deck={deck} place={place} /> : <Missing failed={Printed === null} />;
    case "result":
      if (!Marked) return <Missing failed={Marked === null} />;
      return <Marked key={scene.filed.id} deck={deck} filed={scene.filed} timeUp={scene.timeUp} moved={scene.moved} />;
    case "failed":
      return <Missing failed />;
    default:
      return <Missing failed={false} />;
  }
};

/** Where something did not come, or is on its way. */
function Missing({ failed }: { failed: boolean }) {
  return (
    <Notice title={say.mockExam} text={failed ? say.examFailed : say.loading}>
      {failed && (
        <button class="btn" type="button" onClick={() => location.reload()}>
          {say.reload}
        </button>
      )}
    </Notice>
  );
}

/** What the address shows: a paper that was handed in, one that was left, or the start of another. */
async function arrive(deck: Deck, place: string, moved: boolean): Promise<Scene> {
  const asked = paramsOf(place);
  const past = await papers();
  const filed = past.find((each) => each.id === asked.get("paper"));
  if (filed !== undefined) return { on: "result", filed, timeUp: false, moved };
  if (asked.get("view") === "print") return { on: "print" };
  const left = await paperLeft(deck);
  if (left !== null && (left.ended !== null || timeLeft(left, Date.now()) === 0)) return finished(deck, left, moved);
  return left?.place === place ? { on: "paper", paper: left, moved } : { on: "start", left, past };
}

async function finished(deck: Deck, paper: Paper, moved: boolean): Promise<Scene> {
  const ended = endOf(paper, Date.now());
  const filed = await handIn(deck, paper, ended);
  history.replaceState(null, "", `#/exam?paper=${filed.id}`);
  return { on: "result", filed, timeUp: ended === paper.deadline, moved };
}
