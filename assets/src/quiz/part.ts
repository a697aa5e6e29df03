import { useEffect, useState } from "preact/hooks";

import type { Parts } from "../data";

/** What a script of its own brings, once it is wanted: undefined while it loads, null where it can't be had. */
export function usePart<Name extends keyof Parts>(name: Name, wanted = true): Parts[Name] | null | undefined {
  const [part, setPart] = useState<Parts[Name] | null | undefined>(() => (studysite as Partial<Parts>)[name]);
  useEffect(() => {
    if (!wanted) return;
    studysite.part(name).then(
      (found) => setPart(() => found),
      () => setPart(null),
    );
  }, [wanted]);
  return part;
}
