/** Installed before the page's own scripts: keeps what the browser tells of its speed. */
export const WATCH_VITALS = `(() => {
  const seen = { firstLead: null, firstPaint: 0, longTasks: [], interactions: {}, largest: 0, shift: 0 };
  globalThis.vitals = seen;
  const watch = (type, note, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch('longtask', ({ startTime, duration }) => seen.longTasks.push([startTime, duration]));
  watch('paint', ({ name, startTime }) => { if (name === 'first-contentful-paint') seen.firstPaint = startTime; });
  watch('largest-contentful-paint', ({ startTime }) => { seen.largest = startTime; });
  watch('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.shift += value; });
  watch('event', ({ interactionId, duration }) => {
    if (interactionId) seen.interactions[interactionId] = Math.max(duration, seen.interactions[interactionId] ?? 0);
  }, { durationThreshold: 16 });
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-lead]')) return;
    seen.firstLead = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
})()`;

/** As the page kept it; milliseconds since it was asked for. */
export interface Vitals {
  firstLead: number;
  /** Of text or a picture. */
  firstPaint: number;
  longTasks: [start: number, duration: number][];
  interactions: Record<string, number>;
  largest: number;
  shift: number;
}

/** A task longer than this keeps a hand waiting. */
const LONG_MS = 50;
/** No long task for so long: the page has come to rest. */
const REST_MS = 1_000;

/** When leads are there and a press is answered at once: the first rest after the first lead. */
export function interactiveAt({ firstLead, longTasks }: Vitals): number {
  let at = firstLead;
  for (const [start, duration] of longTasks.toSorted(([a], [b]) => a - b)) {
    const end = start + duration;
    if (end <= firstLead) continue;
    if (start > at + REST_MS) break;
    at = Math.max(at, end);
  }
  return at;
}

/** How long presses would have waited by then, beyond what nobody notices. */
export const blockedFor = (vitals: Vitals): number =>
  vitals.longTasks
    .filter(([start]) => start < interactiveAt(vitals))
    .reduce((sum, [, duration]) => sum + Math.max(0, duration - LONG_MS), 0);

/** The same of a page that lists no leads: from its first paint on. */
export const blockedSincePaint = ({ longTasks, firstPaint }: Vitals): number =>
  longTasks
    .filter(([start, duration]) => start + duration > firstPaint)
    .reduce((sum, [, duration]) => sum + Math.max(0, duration - LONG_MS), 0);
