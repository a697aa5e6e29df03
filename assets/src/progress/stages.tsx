import type { Counts } from "../memory/types";
import * as say from "../messages";
import { pieces } from "./scale";

/** How many cards are mastered, learning and new, as a bar and in words; `practise`: where they can be practised. */
export function Stages({ name, counts, practise }: { name: string; counts: Counts; practise?: string | undefined }) {
  const { cards, seen, learning, mastered, slipping } = counts;
  const words = say.stagesOf(mastered, learning, slipping, cards - seen);
  const [full, pale] = pieces([mastered, learning, cards - seen]);
  return (
    <>
      <svg class="stages" role="img" aria-label={`${name}: ${words}`} height="10">
        <rect class="all" width="100%" height="10" />
        <rect class="learning" x={`${full?.width}%`} width={`${pale?.width}%`} height="10" />
        <rect class="mastered" width={`${full?.width}%`} height="10" />
      </svg>
      <span class="small num">{cards === 0 ? say.cards(0) : words}</span>
      {practise !== undefined && cards > 0 && (
        <a class="small" href={practise}>
          {say.practise}
          <span class="vh"> {name}</span>
        </a>
      )}
    </>
  );
}
