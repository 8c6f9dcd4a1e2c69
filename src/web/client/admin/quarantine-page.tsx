import { Button, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useConnections, useDoing, useQuarantineGroups } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { PageHead } from '../frame/page-head';
import { sentence, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Fault, Standing } from './standing';

type Group = NonNullable<ReturnType<typeof useQuarantineGroups>['data']>['items'][number];
type Outcome = keyof typeof words.quarantine.outcomes;

/** Of no sales lead why is asked nowhere else: it was brought over, and is not counted. */
const EXCLUDED = { outcome: 'EXCLUDED', excludedReason: 'imported' } as const;

/** What could not be stored, by what would help. */
export function Page(): ReactNode {
  const { dealership } = useRooftop();
  const query = useQuarantineGroups(dealership.key);
  const groups = query.data?.items ?? [];
  const connections = useConnections(dealership.key).data?.items ?? [];
  const texts = words.quarantine;
  const total = groups.reduce((sum, { waiting }) => sum + waiting, 0);
  return (
    <>
      <PageHead title={texts.title} line={query.data && texts.line(total)} />
      <div className="admin">
        <Standing query={query} empty={groups.length === 0} none={texts.none} />
        {groups.map((group) => {
          const of = connections.find(({ id }) => id === group.connectionId);
          const { connectionId, recordKind, reason, field, about, fix } = group;
          const key = [connectionId, recordKind, reason, field, about, fix].join('|');
          return of && <GroupSheet key={key} group={group} connection={of} />;
        })}
      </div>
    </>
  );
}

function GroupSheet(given: { group: Group; connection: { key: string; name: string } }): ReactNode {
  const { group, connection } = given;
  const { dealership } = useRooftop();
  const now = useNow();
  const texts = words.quarantine;
  const path = { params: { path: { key: connection.key } } };
  const replay = useDoing(
    () =>
      answered(
        api.POST('/v1/connections/{key}/quarantine/replay', {
          ...path,
          body: { reason: group.reason },
        }),
      ),
    'quarantine',
  );
  return (
    <section className="sheet" aria-label={group.reason}>
      <div className="admin-row">
        <h2>{sentence([words.said(group.reason), group.about].filter(Boolean).join(': '))}</h2>
        <span>{texts.waiting(group.waiting)}</span>
      </div>
      <p className="quiet">
        {[
          connection.name,
          texts.kinds[group.recordKind] ?? group.recordKind,
          when(group.oldest, now, dealership.timeZone),
        ].join(' · ')}
      </p>
      {group.about ? (
        <Meaning status={group.about} connectionKey={connection.key} />
      ) : (
        <p>{words.said(group.fix)}</p>
      )}
      <div className="admin-actions">
        <Button
          variant="default"
          loading={replay.isPending}
          onClick={() => replay.mutate(undefined)}
        >
          {texts.replay}
        </Button>
      </div>
      <p role="status">{replay.data && texts.replayed(replay.data.stored, replay.data.refused)}</p>
      <Fault problem={replay.error} />
    </section>
  );
}

function Meaning({ status, connectionKey }: { status: string; connectionKey: string }): ReactNode {
  const texts = words.quarantine;
  const [outcome, setOutcome] = useState<Outcome>('OPEN');
  const say = useDoing(
    () =>
      answered(
        api.PUT('/v1/connections/{key}/statuses', {
          params: { path: { key: connectionKey } },
          body: { status, ...(outcome === 'EXCLUDED' ? EXCLUDED : { outcome }) },
        }),
      ),
    'quarantine',
  );
  return (
    <div className="admin-actions">
      <Select
        label={texts.means(status)}
        data={Object.entries(texts.outcomes).map(([value, label]) => ({ value, label }))}
        value={outcome}
        onChange={(chosen) => setOutcome((chosen ?? outcome) as Outcome)}
        allowDeselect={false}
      />
      <Button loading={say.isPending} onClick={() => say.mutate(undefined)}>
        {texts.say}
      </Button>
      <Fault problem={say.error} />
    </div>
  );
}
