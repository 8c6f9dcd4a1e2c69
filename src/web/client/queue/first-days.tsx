import type { ReactNode } from 'react';
import { useReadiness } from '../api/queries';
import { EmptyPage } from '../parts/notices';
import { go, pathOf } from '../routes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

/** No lead is open: nobody waits, or the store has only just begun. */
export function NoLeads(): ReactNode {
  const { dealership, me } = useRooftop();
  const { data: readiness } = useReadiness(dealership.key);
  if (!readiness) return null;
  if (readiness.won + readiness.lost > 0) return <EmptyPage {...words.empty.noLeads} />;
  const { title, text, steps, button, ask } = words.empty.firstDays;
  return (
    <div className="empty first-days">
      <h2>{title}</h2>
      <p>{text}</p>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {me.role === 'admin' ? (
        <button className="button primary" type="button" onClick={() => go(pathOf.connections)}>
          {button}
        </button>
      ) : (
        <p className="quiet">{ask}</p>
      )}
    </div>
  );
}
