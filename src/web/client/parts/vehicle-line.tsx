import type { ReactNode } from 'react';
import type { Vehicle } from '../api/shapes';
import { money, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

/** The vehicle, its price, and by how much that fell since the message. */
export function VehicleLine({ vehicle, now }: { vehicle: Vehicle | null; now: Date }): ReactNode {
  const { dealership } = useRooftop();
  if (!vehicle) return <p className="vehicle quiet">{words.queue.noVehicle}</p>;
  const { line, price, currency, cut, cutAt, sold } = vehicle;
  return (
    <p className="vehicle">
      <span className="vehicle-name">{line}</span>
      {sold && <span className="tag">{words.queue.sold}</span>}
      <span className="vehicle-price">
        {price !== null && money(price, currency)}
        {cut !== null && cutAt !== null && (
          <span className="cut">
            {' '}
            · {words.queue.cut(money(cut, currency), when(cutAt, now, dealership.timeZone))}
          </span>
        )}
      </span>
    </p>
  );
}
