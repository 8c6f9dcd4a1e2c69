import type { ReactNode } from 'react';
import { useReadiness } from '../api/queries';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

/** How far a store has come from the group's experience to its own: leads with an outcome, of those it takes. */
export function ReadinessMeter(): ReactNode {
  const { dealership } = useRooftop();
  const { data } = useReadiness(dealership.key);
  if (!data) return null;
  const { stage, won, lost, missing } = data;
  const { readiness } = words;
  return (
    <div className="readiness">
      <p>{readiness.stages[stage](dealership.name)}</p>
      {missing && (
        <>
          <Meter name={readiness.won} have={won} missing={missing.won} />
          <Meter name={readiness.lost} have={lost} missing={missing.lost} />
          <p className="quiet">{readiness.next[stage]}</p>
        </>
      )}
    </div>
  );
}

function Meter({
  name,
  have,
  missing,
}: {
  name: string;
  have: number;
  missing: number;
}): ReactNode {
  const goal = have + missing;
  return (
    <label className="meter">
      <span>{name}</span>
      <meter min={0} max={goal} value={have} />
      <span className="meter-said">
        {missing === 0 ? words.readiness.enough(have) : words.readiness.of(have, goal)}
      </span>
    </label>
  );
}
