import type { ReactNode } from 'react';
import type { LeadPanelData } from '../api/shapes';
import { money, when } from '../say';
import { words } from '../words';

const KM_PER_MILE = 1.609344;

/** How long it stood, what it cost, and where it is gone, what stands there instead. */
export function VehicleStory(given: {
  lead: LeadPanelData;
  now: Date;
  timeZone: string;
}): ReactNode {
  const { lead, now, timeZone } = given;
  const { vehicleStory: story, vehicle } = lead;
  if (!story || !vehicle) return null;
  const facts = [
    story.soldAt && words.lead.soldOn(when(story.soldAt, now, timeZone)),
    story.daysOnLot !== null && words.lead.onLot(story.daysOnLot),
    story.odometerKm !== null &&
      words.lead.driven(Math.round(story.odometerKm / KM_PER_MILE).toLocaleString(words.locale)),
    story.stockNumber && words.lead.stock(story.stockNumber),
  ].filter(Boolean);
  const price = (amount: number | null): string =>
    amount === null ? '' : money(amount, vehicle.currency);
  return (
    <section aria-labelledby="vehicle-title">
      <h3 id="vehicle-title">{words.lead.vehicle}</h3>
      <p>{facts.join(' · ')}</p>
      {story.prices.length > 1 && (
        <p className="price-steps" aria-label={words.lead.priceSteps}>
          {story.prices.map(({ at, price: amount }, index) => (
            <span key={at}>
              {index > 0 && <span aria-hidden="true">→ </span>}
              <strong>{price(amount)}</strong>{' '}
              <span className="quiet">{when(at, now, timeZone)}</span>
            </span>
          ))}
        </p>
      )}
      {story.alternatives.length > 0 && (
        <>
          <h4>{words.lead.alternatives}</h4>
          <ul className="alternatives">
            {story.alternatives.map((one) => (
              <li key={`${one.stockNumber} ${one.line}`}>
                <span>{one.line}</span>
                <span className="quiet">
                  {[
                    price(one.price),
                    one.daysOnLot !== null && words.lead.onLot(one.daysOnLot),
                    one.stockNumber && words.lead.stock(one.stockNumber),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
