/** The time left, which the student may hide, extend or do without. */
import { useEffect, useRef, useState } from "preact/hooks";

import * as say from "../messages";
import { timeLeft, type Paper } from "./paper";

interface Props {
  paper: Paper;
  timeUp: () => void;
  /** Tells that little time is left. */
  warn: (text: string) => void;
  hide: (hidden: boolean) => void;
  extend: (minutes: number) => void;
  unlimit: () => void;
}

/** In minutes: what an extension gives, and when it is said that little is left. */
const MORE = 5;
const WARNINGS = [5, 1];

export function Clock({ paper, timeUp, warn, hide, extend, unlimit }: Props) {
  const [now, setNow] = useState(Date.now);
  const left = timeLeft(paper, now);
  useEffect(() => {
    setNow(Date.now());
    if (paper.deadline === null) return;
    let before = timeLeft(paper, Date.now()) ?? 0;
    const ticking = setInterval(() => {
      setNow(Date.now());
      const rest = timeLeft(paper, Date.now()) ?? 0;
      if (WARNINGS.some((minutes) => before > minutes * 60_000 && rest <= minutes * 60_000)) warn(say.examLeftTime(rest));
      before = rest;
      if (rest > 0) return;
      clearInterval(ticking);
      timeUp();
    }, 1000);
    return () => clearInterval(ticking);
  }, [paper.deadline]);

  const menu = useRef<HTMLDetailsElement>(null);
  function close(): void {
    if (!menu.current?.open) return;
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus(); // what had the focus is out of sight
  }
  useEffect(() => {
    const outside = ({ target }: Event) => !menu.current?.contains(target as Node) && menu.current?.removeAttribute("open");
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);

  if (left === null) return <span>{say.examUnlimited}</span>;
  return (
    <details ref={menu} class="clock" onKeyDown={(event) => event.key === "Escape" && close()}>
      <summary>
        {paper.hidden ? (
          say.examClock
        ) : (
          <>
            <span aria-hidden="true">{say.clock(left)}</span>
            <span class="vh">{say.examLeftTime(left)}</span>
          </>
        )}
      </summary>
      <div class="menu" onClick={close}>
        <button class="quiet" type="button" onClick={() => hide(!paper.hidden)}>
          {paper.hidden ? say.examShow : say.examHide}
        </button>
        <button class="quiet" type="button" onClick={() => extend(MORE)}>
          {say.examExtend(MORE)}
        </button>
        <button class="quiet" type="button" onClick={unlimit}>
          {say.examUnlimited}
        </button>
      </div>
    </details>
  );
}
