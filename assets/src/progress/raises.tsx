/** What raises the score most? Topics to study next, with the way to practise just that. */
import type { CourseStanding } from "../memory/types";
import * as say from "../messages";
import { practiceHref } from "../quiz/route";
import { Named } from "./named";

export function Raises({ standing: { course, raises } }: { standing: CourseStanding }) {
  if (raises.length === 0) return null;
  return (
    <>
      <h3>{say.raisesMost}</h3>
      <p class="small">{say.raisesHint}</p>
      <ol class="rows">
        {raises.map(({ domain, topic, gain, minutes }) => (
          <li key={`${domain.title} ${topic?.title}`} class="row">
            {topic === null ? <a href={domain.href}>{domain.title}</a> : <Named topic={topic} />}
            <span class="small num">{say.raisesBy(gain, minutes)}</span>
            <p class="small ways">
              {topic !== null && <span>{domain.title}</span>}
              <a href={practiceHref({ course: course.note, domain: domain.title, topic: topic?.title ?? "" })}>
                {say.practiseSet(topic?.title ?? domain.title)}
              </a>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
