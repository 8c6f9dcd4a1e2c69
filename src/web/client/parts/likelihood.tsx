import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Likelihood, ResponsePromise } from '../api/shapes';
import { Icon } from './icons';
import { words } from '../words';

const TREND: Record<string, string> = { up: '↗', down: '↘', same: '→' };

const bandOf = (band: string): { name: string; shape: string } =>
  band in words.bands ? words.bands[band as keyof typeof words.bands] : words.bands.cool;

/** Text, shape and hue together: each alone is enough. */
export function Band({ band, trend }: { band: string; trend: string | null }): ReactNode {
  const { name, shape } = bandOf(band);
  const direction = trend === null ? undefined : words.trend[trend as keyof typeof words.trend];
  return (
    <span className={`band ${band}`}>
      <span aria-hidden="true">{shape}</span> {name}
      {trend !== null && (
        <span className="trend" title={direction}>
          <span aria-hidden="true">{TREND[trend]}</span>
          <span className="unseen"> {direction}</span>
        </span>
      )}
    </span>
  );
}

/** "31 %", flashing softly once when it changes under the reader's eyes. */
export function Percent({ percent }: { percent: number }): ReactNode {
  const last = useRef(percent);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (last.current !== percent) setChanges((before) => before + 1);
    last.current = percent;
  }, [percent]);
  return (
    <span className={changes > 0 ? 'percent changed' : 'percent'} key={changes}>
      {percent}
      <span className="percent-sign"> %</span>
    </span>
  );
}

/** The range on a thin rule from 0 to `scaleEnd` percent, with a tick at the likelihood. */
export function RangeBar(given: { likelihood: Likelihood; scaleEnd: number }): ReactNode {
  const { percent, lowerPercent, upperPercent, band } = given.likelihood;
  const at = (value: number): number => Math.min(100, (value / given.scaleEnd) * 100);
  const [from, here, to] = [at(lowerPercent), at(percent), at(upperPercent)];
  return (
    <svg
      className={`range-bar ${band}`}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="whole" x="0" y="3" width="100" height="2" />
      <rect className="range" x={from} y="2" width={Math.max(1, to - from)} height="4" />
      <rect className="here" x={Math.max(0, here - 1)} y="0" width="2" height="8" />
    </svg>
  );
}

/** Counts down to the promised answer; stopped only by a person's answer. */
export function PromiseClock({
  promise,
  outcome,
  now,
}: {
  promise: ResponsePromise;
  outcome: string;
  now: Date;
}): ReactNode {
  if (promise.answeredAfterMinutes !== null)
    return (
      <span className="promise kept">{words.promise.answered(promise.answeredAfterMinutes)}</span>
    );
  if (outcome !== 'OPEN') return <span className="promise kept">{words.promise.closed}</span>;
  const minutes = (new Date(promise.dueAt).getTime() - now.getTime()) / 60_000;
  const state = minutes < 0 ? 'over' : minutes < 5 ? 'soon' : 'running';
  // Down to whole minutes: nobody is told of time that is not there.
  const whole = Math.floor(Math.abs(minutes));
  const text = minutes < 0 ? words.promise.over(whole) : words.promise.left(whole);
  return (
    <span className={`promise ${state}`}>
      <Icon name="clock" />
      {text}
    </span>
  );
}
