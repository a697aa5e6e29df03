/** What raises the score most? Topics to study next, with the way to practise just that. */
import type { Deck } from "../data";
import type { CourseStanding, Gain } from "../memory/types";
import * as say from "../messages";
import { practiceHref } from "../quiz/route";
import { notesOf } from "./figures";
import { Named } from "./named";

/** A topic's cards may stand in many notes: those with most of them are named. */
const NOTES = 3;

export function Raises({ standing: { course, raises }, deck }: { standing: CourseStanding; deck: Deck }) {
  if (raises.length === 0) return null;
  const link = ({ domain }: Gain, path: string) => practiceHref({ course: course.note, domain: domain.title, note: path });
  return (
    <>
      <h3>{say.raisesMost}</h3>
      <p class="small">{say.raisesHint}</p>
      <ol class="rows">
        {raises.map((each) => {
          const { domain, topic, gain, minutes } = each;
          return (
            <li key={`${domain.title} ${topic?.title}`} class="row">
              {topic === null ? <a href={domain.href}>{domain.title}</a> : <Named topic={topic} />}
              <span class="small num">{say.raisesBy(gain, minutes)}</span>
              <p class="small ways">
                {topic !== null && <span>{domain.title}</span>}
                {notesOf(each, deck)
                  .slice(0, NOTES)
                  .map((note) => (
                    <a key={note.path} href={link(each, note.path)}>
                      {say.practiseIn(note.title)}
                    </a>
                  ))}
              </p>
            </li>
          );
        })}
      </ol>
    </>
  );
}
