import { useEffect, useRef, useState } from 'react';
import { nearer, type Rows } from './followed-rows';

const same = (one: Rows, other: Rows): boolean => one.from === other.from && one.to === other.to;

/**
 * The rows to draw: they follow those in sight by a few a frame. Drawn all together they would keep a
 * slow desk from its frames; put off until there is time, they would begin anew at every scroll and never end.
 */
export function useFollowedRows(seen: Rows, count: number): Rows {
  const [drawn, setDrawn] = useState(seen);
  const covered = drawn.from <= seen.from && drawn.to >= seen.to && drawn.to <= count;
  const shown = covered ? drawn : nearer(drawn, seen, count);
  const latest = useRef({ shown, seen, count });
  useEffect(() => {
    latest.current = { shown, seen, count };
  });
  const settled = same(shown, drawn) && same(nearer(drawn, seen, count), drawn);
  useEffect(() => {
    if (settled) return undefined;
    return afterPaint(() => {
      const { current } = latest;
      setDrawn(nearer(current.shown, current.seen, current.count));
    });
  }, [drawn, settled]);
  return shown;
}

/** What was pressed or scrolled is seen before more is drawn. @returns what calls it off. */
function afterPaint(work: () => void): () => void {
  let timer = 0;
  const frame = requestAnimationFrame(() => {
    timer = window.setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
