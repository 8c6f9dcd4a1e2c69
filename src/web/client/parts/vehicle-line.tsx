import type { ReactNode } from 'react';
import type { Vehicle } from '../api/shapes';
import { money, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

/** The vehicle, its price, and by how much that fell since the message. */
export function VehicleLine(given: {
  vehicle: Vehicle | null;
  now: Date;
  /** In tight places: without when the price was cut. */
  brief?: boolean;
}): ReactNode {
  const { vehicle, now, brief = false } = given;
  const { dealership } = useRooftop();
  if (!vehicle) return <p className="vehicle quiet">{words.queue.noVehicle}</p>;
  const { line, price, currency, cut, cutAt, sold } = vehicle;
  const since = cutAt === null || brief ? '' : when(cutAt, now, dealership.timeZone);
  return (
    <p className="vehicle">
      <span className="vehicle-name">{line}</span>
      <span className="vehicle-price">
        {sold && <strong className="sold">{words.queue.sold} · </strong>}
        {price !== null && money(price, currency)}
        {cut !== null && (
          <span className="cut"> · {words.queue.cut(money(cut, currency), since)}</span>
        )}
      </span>
    </p>
  );
}
