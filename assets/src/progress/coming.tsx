/** What is coming? The way to each exam with what it takes, and when all other cards come back. */
import type { CourseStanding, Load, Plan } from "../memory/types";
import * as say from "../messages";
import { columns, steps, ticks } from "./scale";
import { Table } from "../quiz/table";

/** Pixels: of the highest bar, of what stands above it, and below. */
const [HEIGHT, ABOVE, BELOW] = [120, 16, 22];

interface Props {
  courses: readonly CourseStanding[];
  /** Of each course, where it has an exam ahead. On its own day a plan has no more load. */
  plans: readonly (Plan | null)[];
  /** What falls due of all cards that no plan has a load for. */
  elsewhere: readonly Load[];
}

export function Coming({ courses, plans, elsewhere }: Props) {
  const charts = courses.flatMap(({ course, index }) => {
    const load = plans[index]?.load ?? [];
    return load.length === 0 ? [] : [{ title: say.comingUntil(course.title), load, hint: say.comingRepeats }];
  });
  if (charts.length === 0 || sum(elsewhere, of) > 0) {
    charts.push({ title: charts.length > 0 ? say.comingRest : "", load: elsewhere, hint: say.comingOnce });
  }
  return (
    <section>
      <h2>{say.coming}</h2>
      {charts.map(({ title, load, hint }, index) => (
        <div key={index}>
          {title && <h3>{title}</h3>}
          <Chart name={title || say.coming} load={load} />
          <p class="small">{hint}</p>
        </div>
      ))}
      <p class="small">{say.comingHint}</p>
    </section>
  );
}

function Chart({ name, load }: { name: string; load: readonly Load[] }) {
  const reviews = sum(load, (day) => day.reviews);
  const fresh = sum(load, (day) => day.fresh);
  if (reviews + fresh === 0) return <p>{say.comingNothing(load.length)}</p>;
  const { load: days, weekly } = steps(load);
  const scale = ticks(Math.max(...days.map(of)));
  const top = scale.at(-1) ?? 1;
  const up = (count: number) => ABOVE + HEIGHT - (HEIGHT * count) / top;
  const found = say.comingSum(reviews, fresh, load.length, of(load[0]));
  const names = say.comingKinds;
  const dayOf = (index: number) => (index === 0 ? say.today : say.dayShort(days[index]?.day ?? ""));
  return (
    <>
      <p class="num">
        {found} {weekly && say.comingWeeks}
      </p>
      <svg class="chart" role="img" aria-label={`${name}: ${found}`} height={ABOVE + HEIGHT + BELOW}>
        {scale.map((count) => (
          <g key={count}>
            <line class="scale" x2="100%" y1={up(count)} y2={up(count)} />
            {count > 0 && <text y={up(count) - 3}>{count}</text>}
          </g>
        ))}
        {columns(days, top, HEIGHT).map(({ x, width, reviews, fresh, named }, index) => (
          <g key={index}>
            <rect class="reviews" x={`${x}%`} width={`${width}%`} y={ABOVE + HEIGHT - reviews} height={reviews} />
            <rect class="fresh" x={`${x}%`} width={`${width}%`} y={ABOVE + HEIGHT - reviews - fresh} height={fresh} />
            {named && (
              <text x={`${x}%`} y={ABOVE + HEIGHT + 16}>
                {dayOf(index)}
              </text>
            )}
          </g>
        ))}
      </svg>
      {fresh > 0 && (
        <p class="small legend">
          <span class="reviews">{names.reviews}</span> <span class="fresh">{names.fresh}</span>
        </p>
      )}
      <Table
        name={name}
        columns={[weekly ? say.comingWeek : say.comingDay, names.reviews, names.fresh].slice(0, fresh > 0 ? 3 : 2)}
        rows={days.map((day, index) => [dayOf(index), day.reviews, day.fresh].slice(0, fresh > 0 ? 3 : 2))}
      />
    </>
  );
}

function of(day: Load | undefined): number {
  return day === undefined ? 0 : day.reviews + day.fresh;
}

function sum(load: readonly Load[], count: (day: Load) => number): number {
  return load.reduce((all, day) => all + count(day), 0);
}
