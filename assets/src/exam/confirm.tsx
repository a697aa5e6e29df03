/** The question before a paper is handed in: it names what has no answer and what is flagged, and leads there. */
import * as say from "../messages";
import { useModal } from "../quiz/help";

interface Props {
  /** Indexes of questions. */
  unanswered: readonly number[];
  flagged: readonly number[];
  go: (at: number) => void;
  handIn: () => void;
  close: () => void;
}

export function HandIn({ unanswered, flagged, go, handIn, close }: Props) {
  const dialog = useModal();
  return (
    <dialog ref={dialog} class="help handin" aria-labelledby="handin-title" onClose={close}>
      <h2 id="handin-title">{say.examHandIn}</h2>
      {unanswered.length === 0 && <p>{say.examAllAnswered}</p>}
      {unanswered.length > 0 && <Numbers text={say.examUnanswered(unanswered.length)} list={unanswered} go={go} />}
      {flagged.length > 0 && <Numbers text={say.examStillFlagged(flagged.length)} list={flagged} go={go} />}
      <div class="acts">
        <button class="btn main" type="button" onClick={handIn}>
          {say.examHandInNow}
        </button>
        <button class="btn" type="button" autofocus onClick={() => dialog.current?.close()}>
          {say.goOn}
        </button>
      </div>
    </dialog>
  );
}

function Numbers({ text, list, go }: { text: string; list: readonly number[]; go: (at: number) => void }) {
  return (
    <div>
      <p>{text}</p>
      <ul class="numbers num">
        {list.map((at) => (
          <li key={at}>
            <button class="quiet" type="button" onClick={() => go(at)}>
              <span class="vh">{say.examQuestions} </span>
              {at + 1}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
