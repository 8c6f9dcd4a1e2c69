import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type DeliveryState, useDeliveries, useDoing } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { PageHead } from '../frame/page-head';
import { PageLink, pathOf } from '../routes';
import { inFull, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { AllAgain } from './all-again';
import { OlderOnes } from './older-ones';
import { StageList } from './stage-list';
import { Standing } from './standing';

type Delivery = NonNullable<ReturnType<typeof useDeliveries>['data']>['pages'][number][number];

/** What was sent into the CRM, and what came back. */
export function Page(): ReactNode {
  const { dealership } = useRooftop();
  const [state, setState] = useState<DeliveryState | 'all'>('all');
  const filter = state === 'all' ? {} : { state };
  const query = useDeliveries(dealership.key, filter);
  const shown = query.data?.pages.flat() ?? [];
  const texts = words.deliveries;
  const again = useDoing(
    () => answered(api.POST('/v1/deliveries/redrive', { body: {} })),
    'deliveries',
  );
  const states = Object.entries(texts.states).map(([value, label]) => ({ value, label }));
  return (
    <>
      <PageHead title={texts.title} line={texts.line} />
      <div className="admin">
        <div className="admin-scroll">
          <SegmentedControl
            aria-label={texts.title}
            data={states}
            value={state}
            onChange={(chosen) => setState(chosen as DeliveryState | 'all')}
          />
        </div>
        <Standing query={query} empty={shown.length === 0} none={texts.none} />
        <AllAgain
          offered={shown.some(({ state: its }) => its === 'dead')}
          again={again}
          texts={texts}
        />
        <ul className="admin-list">
          {shown.map((delivery) => (
            <DeliveryLine key={delivery.id} delivery={delivery} />
          ))}
        </ul>
        <OlderOnes query={query} />
        <StageList />
      </div>
    </>
  );
}

function DeliveryLine({ delivery }: { delivery: Delivery }): ReactNode {
  const { dealership } = useRooftop();
  const now = useNow();
  const texts = words.deliveries;
  const { deliveredAt, state, nextAttemptAt, enqueuedAt, lastError } = delivery;
  const at = deliveredAt ?? (state === 'pending' ? nextAttemptAt : enqueuedAt);
  const shown = when(at, now, dealership.timeZone);
  return (
    <li className="sheet delivery">
      <div className="admin-row">
        <strong>
          {delivery.likelihoodPercent} %{' '}
          <span className={`band ${delivery.band}`}>
            {words.bands[delivery.band].shape} {words.bands[delivery.band].name}
          </span>
        </strong>
        <span>{texts.states[state]}</span>
      </div>
      <p>{words.said(delivery.topReason)}</p>
      <p className="quiet" title={inFull(at, dealership.timeZone)}>
        {delivery.connectionName}
        {delivery.attempts > 0 && ` · ${texts.tries(delivery.attempts)}`}
        {deliveredAt && ` · ${texts.took(shown)}`}
        {state === 'pending' &&
          Date.parse(at) > now.getTime() &&
          ` · ${texts.next(inFull(at, dealership.timeZone))}`}
      </p>
      {lastError && <p className="field-fault">{words.said(lastError)}</p>}
      <PageLink to={pathOf.lead(delivery.leadId)} className="delivery-open">
        {texts.open}
      </PageLink>
    </li>
  );
}
