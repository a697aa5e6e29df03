/** How far are you in each domain? What was seen, is being learned, is mastered, and which topics have no card. */
import type { Topic } from "../data";
import type { Counts, CourseStanding, DomainStanding } from "../memory/types";
import * as say from "../messages";
import { practiceHref } from "../quiz/route";
import { besides } from "./figures";
import { Named } from "./named";
import { Stages } from "./stages";
import { Table } from "../quiz/table";

export function Domains({ standing }: { standing: CourseStanding }) {
  const { course, domains } = standing;
  const rest = besides(standing, domains);
  const rows = domains.map((each) => [each.domain.title, ...counted(each), ...judged(each)]);
  if (rest.cards > 0) rows.push([say.noDomain, ...counted(rest)]);
  const title = domains.length > 0 ? say.howFar : say.howFarAll;
  return (
    <>
      <h3>{title}</h3>
      <p class="small">{say.howFarLegend}</p>
      <ol class="rows">
        {domains.map((each) => (
          <li key={each.index} class="row domain">
            <a href={each.domain.href}>{each.domain.title}</a>
            <span class="w num">{say.weight(each.domain.weight)}</span>
            <Stages
              name={each.domain.title}
              counts={each}
              practise={practiceHref({ course: course.note, domain: each.domain.title })}
            />
            <p class="small num">{facts(each).join(" · ")}</p>
            <Topics topics={each.domain.topics} />
          </li>
        ))}
        {rest.cards > 0 && (
          <li class="row">
            <span>{domains.length > 0 ? say.noDomain : say.everything}</span>
            <Stages
              name={domains.length > 0 ? say.noDomain : course.title}
              counts={rest}
              practise={domains.length > 0 ? undefined : practiceHref({ course: course.note })}
            />
          </li>
        )}
      </ol>
      {domains.length > 0 && <Table name={title} columns={say.domainColumns} rows={rows} />}
    </>
  );
}

/** What is to be said of a domain beside its bar; nothing of what there isn't. */
function facts({ cards, seen, expected, recall }: DomainStanding): string[] {
  return [
    cards > 0 && say.seenOf(seen, cards),
    seen > 0 && expected !== null && say.expectedOf(expected),
    recall.today !== null && say.recallOf(recall.today, recall.exam),
  ].filter((fact) => fact !== false);
}

/** How many topics have a card, and which have none. */
function Topics({ topics }: { topics: readonly Topic[] }) {
  const bare = topics.filter((topic) => topic.cards === 0);
  if (topics.length === 0) return null;
  return (
    <p class="small num">
      {say.topicsWith(topics.length - bare.length, topics.length)} {bare.length > 0 && `${say.topicsWithout} `}
      {bare.map((topic, index) => (
        <span key={index}>
          {index > 0 && ", "}
          <Named topic={topic} />
        </span>
      ))}
    </p>
  );
}

function counted({ cards, seen, mastered, learning, slipping }: Counts): (string | number)[] {
  return [cards, seen, mastered, learning, slipping];
}

function judged({ domain, expected, recall, topics }: DomainStanding): string[] {
  const share = (value: number | null) => (value === null ? "" : say.examScore(value));
  return [share(expected), share(recall.today), share(recall.exam), say.score(topics.withCards, topics.all), say.weight(domain.weight)];
}
