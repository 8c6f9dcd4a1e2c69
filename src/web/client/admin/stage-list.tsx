import type { ReactNode } from 'react';
import { useDoing, useStageDeliveries } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { PageLink, pathOf } from '../routes';
import { inFull, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { AllAgain } from './all-again';
import { OlderOnes } from './older-ones';
import { Fault } from './standing';

type Stage = NonNullable<ReturnType<typeof useStageDeliveries>['data']>['pages'][number][number];

/** Below the scores, where anything is told in stages. */
export function StageList(): ReactNode {
  const { dealership } = useRooftop();
  const query = useStageDeliveries(dealership.key);
  const shown = query.data?.pages.flat() ?? [];
  const texts = words.deliveries.stages;
  const again = useDoing(
    () => answered(api.POST('/v1/stage-deliveries/redrive', { body: {} })),
    'stage-deliveries',
  );
  if (query.error) return <Fault problem={query.error} />;
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="stages">
      <h2 id="stages">{texts.title}</h2>
      <p className="quiet">{texts.line}</p>
      <AllAgain offered={shown.some(({ state }) => state === 'dead')} again={again} texts={texts} />
      <ul className="admin-list">
        {shown.map((stage) => (
          <StageLine key={stage.leadId + stage.stage} stage={stage} />
        ))}
      </ul>
      <OlderOnes query={query} />
    </section>
  );
}

function StageLine({ stage }: { stage: Stage }): ReactNode {
  const { dealership } = useRooftop();
  const now = useNow();
  const texts = words.deliveries;
  const at = stage.deliveredAt ?? stage.reachedAt;
  const shown = when(at, now, dealership.timeZone);
  return (
    <li className="sheet">
      <div className="admin-row">
        <strong>{texts.stages.names[stage.stage]}</strong>
        <span>{texts.states[stage.state]}</span>
      </div>
      <p className="quiet" title={inFull(at, dealership.timeZone)}>
        {stage.connectionName}
        {stage.attempts > 0 && ` · ${texts.tries(stage.attempts)}`}
        {stage.deliveredAt && ` · ${texts.took(shown)}`}
      </p>
      {stage.lastError && <p className="field-fault">{words.said(stage.lastError)}</p>}
      <PageLink to={pathOf.lead(stage.leadId)} className="button">
        {texts.open}
      </PageLink>
    </li>
  );
}
