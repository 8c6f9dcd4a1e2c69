import { Badge, Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type ConnectionShown, useConnections, useDoing } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { PageHead } from '../frame/page-head';
import { inFull, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { EditConnection } from './edit-connection';
import { NewConnection } from './new-connection';
import { ProbeChecklist } from './probe-checklist';
import { Fault, Standing } from './standing';
import { useSyncProgress } from './use-sync-progress';

/** Which systems leads come from and scores go to, and whether each works. */
export function Page(): ReactNode {
  const { dealership } = useRooftop();
  const query = useConnections(dealership.key);
  const items = query.data?.items ?? [];
  const [adding, setAdding] = useState(false);
  const texts = words.connections;
  return (
    <>
      <PageHead title={texts.title} line={query.data && texts.line(items.length)} />
      <div className="admin">
        <Standing
          query={query}
          empty={items.length === 0 && !adding}
          none={texts.none}
          button={{ label: texts.add, press: () => setAdding(true) }}
        />
        {items.map((connection) => (
          <ConnectionSheet key={connection.id} connection={connection} />
        ))}
        {adding && <NewConnection done={() => setAdding(false)} />}
        {!adding && items.length > 0 && (
          <Button className="admin-add" onClick={() => setAdding(true)}>
            {texts.add}
          </Button>
        )}
      </div>
    </>
  );
}

function ConnectionSheet({ connection }: { connection: ConnectionShown }): ReactNode {
  const { key, name, dialect, origin, syncEverySeconds, lastSync } = connection;
  const { dealership } = useRooftop();
  const now = useNow();
  const [editing, setEditing] = useState(false);
  const texts = words.connections;
  return (
    <section className="sheet" aria-label={words.said(name)}>
      <div className="admin-row">
        <h2>{words.said(name)}</h2>
        <Health connection={connection} />
      </div>
      <p className="quiet">
        {[
          texts.dialects[dialect] ?? dialect,
          texts.origin[origin],
          texts.every(syncEverySeconds),
        ].join(' · ')}
        {lastSync && (
          <span title={inFull(lastSync.startedAt, dealership.timeZone)}>
            {` · ${texts.lastSync(when(lastSync.startedAt, now, dealership.timeZone))}`}
          </span>
        )}
      </p>
      {lastSync?.error && (
        <p className="field-fault">{words.said(lastSync.error.replace(/^[A-Z_]+: /, ''))}</p>
      )}
      {editing ? (
        <EditConnection connectionKey={key} done={() => setEditing(false)} />
      ) : (
        <Doing connectionKey={key} connection={connection} edit={() => setEditing(true)} />
      )}
    </section>
  );
}

function Health({ connection }: { connection: ConnectionShown }): ReactNode {
  const { enabled, lastSync, quarantined } = connection;
  const { health } = words.connections;
  if (!enabled) return <Badge color="gray">{health.paused}</Badge>;
  if (lastSync?.finishedAt === null) return <Badge>{health.syncing}</Badge>;
  if (lastSync?.error) return <Badge color="red">{health.failing}</Badge>;
  if (quarantined > 0) return <Badge color="yellow">{health.waiting(quarantined)}</Badge>;
  return <Badge color={lastSync ? 'green' : 'gray'}>{lastSync ? health.good : health.never}</Badge>;
}

function Doing(given: {
  connectionKey: string;
  connection: ConnectionShown;
  edit: () => void;
}): ReactNode {
  const { connectionKey: key, connection, edit } = given;
  const path = { params: { path: { key } } };
  const texts = words.connections;
  const { told, follow } = useSyncProgress();
  const probe = useDoing(() => answered(api.POST('/v1/connections/{key}/probe', path)), 'none');
  const sync = useDoing(
    async () => follow((await answered(api.POST('/v1/connections/{key}/sync', path))).events),
    'connections',
  );
  const pause = useDoing(
    () =>
      connection.enabled
        ? answered(api.POST('/v1/connections/{key}/pause', path))
        : answered(api.POST('/v1/connections/{key}/resume', path)),
    'connections',
  );
  const remove = useDoing(() => answered(api.DELETE('/v1/connections/{key}', path)), 'connections');
  const problem = probe.error ?? sync.error ?? pause.error ?? remove.error;
  const askToRemove = (): void => {
    if (window.confirm(texts.removeSure(connection.name))) remove.mutate(undefined);
  };
  return (
    <>
      <div className="admin-actions">
        <Button variant="default" loading={sync.isPending} onClick={() => sync.mutate(undefined)}>
          {texts.sync}
        </Button>
        <Button variant="default" loading={probe.isPending} onClick={() => probe.mutate(undefined)}>
          {texts.probe}
        </Button>
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate(undefined)}>
          {connection.enabled ? texts.pause : texts.resume}
        </Button>
        {connection.origin === 'desk' && (
          <Button variant="default" onClick={edit}>
            {texts.edit}
          </Button>
        )}
        {connection.origin === 'desk' && (
          <Button variant="default" loading={remove.isPending} onClick={askToRemove}>
            {texts.remove}
          </Button>
        )}
      </div>
      <p role="status" className="quiet">
        {told}
      </p>
      <Fault problem={problem} />
      {probe.data && <ProbeChecklist probe={probe.data} />}
    </>
  );
}
