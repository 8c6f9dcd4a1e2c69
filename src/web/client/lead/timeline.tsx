import type { ReactNode } from 'react';
import type { LeadPanelData, TimelineEntry } from '../api/shapes';
import { inFull, money, when } from '../say';
import { words } from '../words';

interface Told {
  at: string;
  kind: string;
  text: string;
  human: boolean;
  detail: string | null;
}

/** Messages, calls, outcomes, price cuts and scores on one rail, newest first. */
export function Timeline(given: {
  lead: LeadPanelData;
  now: Date;
  timeZone: string;
  currency: string;
}): ReactNode {
  const { lead, now, timeZone, currency } = given;
  const told = [
    ...lead.timeline.map((entry) => tell(entry, lead.vehicle?.currency ?? currency)),
    ...scoreChanges(lead),
  ].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <ol className="timeline">
      {told.map((entry) => (
        <li
          key={`${entry.at} ${entry.text}`}
          className={`timeline-entry ${entry.kind} ${entry.human ? '' : 'robot'}`}
        >
          <span className="timeline-text">
            {entry.text}
            {!entry.human && <span className="tag">{words.timeline.robot}</span>}
            {entry.detail !== null && <bdi className="quiet"> {entry.detail}</bdi>}
          </span>
          <time className="quiet" dateTime={entry.at} title={inFull(entry.at, timeZone)}>
            {when(entry.at, now, timeZone)}
          </time>
        </li>
      ))}
    </ol>
  );
}

function tell(entry: TimelineEntry, currency: string): Told {
  const { at, kind, what, direction, human, price, previousPrice } = entry;
  const base = { at, kind, human: true, detail: detailOf(entry) };
  if (kind === 'arrived') return { ...base, text: words.timeline.arrived };
  if (kind === 'outcome') return { ...base, text: words.timeline.outcome(what ?? '') };
  if (kind === 'price')
    return {
      ...base,
      text: words.timeline.price(money(previousPrice ?? 0, currency), money(price ?? 0, currency)),
    };
  return { ...base, human, text: words.timeline.activity(what ?? '', direction ?? '') };
}

/** Why an outcome was recorded, or what was noted of an activity. */
const detailOf = ({ reason, note }: TimelineEntry): string | null =>
  reason ?? (note === null ? null : `“${note}”`);

/** Only scores that people would see move: whole percents. */
function scoreChanges({ scores }: LeadPanelData): Told[] {
  return scores.flatMap(({ at, percent }, index) => {
    const before = scores[index - 1];
    if (!before || before.percent === percent) return [];
    const text = words.timeline.score(before.percent, percent);
    return [{ at, kind: 'score', text, human: true, detail: null }];
  });
}
