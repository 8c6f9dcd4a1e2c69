import type { ReactNode } from 'react';
import type { LeadPanelData } from '../api/shapes';
import { Band, Percent, PromiseClock } from '../parts/likelihood';
import { VehicleLine } from '../parts/vehicle-line';
import { phoneForPeople } from '../say';
import { words } from '../words';

/** Who asks about which vehicle, how likely they buy, and until when they were to be answered. */
export function LeadHead({ lead, now }: { lead: LeadPanelData; now: Date }): ReactNode {
  const { likelihood, customer, vehicle, promise, outcome } = lead;
  return (
    <header className="lead-head">
      <div className="lead-who">
        <h2 id="lead-name">
          <bdi>{customer.name ?? words.queue.noName}</bdi>
        </h2>
        <VehicleLine vehicle={vehicle} now={now} />
        <p className="quiet lead-reach">
          {customer.phone && <span>{phoneForPeople(customer.phone)}</span>}
          {customer.email && <span>{customer.email}</span>}
        </p>
      </div>
      <div className="lead-score">
        {likelihood ? (
          <>
            <Percent percent={likelihood.percent} />
            <Band band={likelihood.band} trend={likelihood.trend} />
            <span className="quiet">
              {words.likely(likelihood.lowerPercent, likelihood.upperPercent)}
            </span>
          </>
        ) : (
          <span className="quiet">{words.queue.unscored}</span>
        )}
        <PromiseClock promise={promise} outcome={outcome} now={now} />
      </div>
    </header>
  );
}
