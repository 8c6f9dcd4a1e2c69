import { Badge } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type ApiKey, type Scope, useApiKeys } from '../api/admin-queries';
import { useDoing } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { PageHead } from '../frame/page-head';
import { ConfirmedAct } from '../parts/confirmed-act';
import { SecretOnce } from '../parts/secret-once';
import { inFull, sentence, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { NewKey } from './new-key';
import { Standing } from './standing';

const CHANGES = 'api-keys';

/** Keys by which programs act here: what each may do, and when it last did. */
export function Page(): ReactNode {
  const { me } = useRooftop();
  const query = useApiKeys();
  // Rotating puts another key in the old one's place: its secret is shown above the list.
  const [fresh, setFresh] = useState<{ name: string; secret: string }>();
  const now = useNow();
  const texts = words.keys;
  const keys = query.data ?? [];
  const works = (key: ApiKey): boolean =>
    key.revokedAt === null && (key.expiresAt === null || new Date(key.expiresAt) > now);
  const working = keys.filter(works).toReversed();
  const ended = keys.filter((key) => !works(key)).toReversed();
  return (
    <>
      <PageHead title={texts.title} line={query.data && texts.line(working.length)} />
      <div className="admin">
        <p>
          {texts.described} <a href="/docs">{texts.description}</a>
        </p>
        <Standing query={query} empty={keys.length === 0} none={texts.none} />
        {query.data && me.scopes.includes('admin') && <NewKey />}
        {fresh && <SecretOnce says={texts.rotated(fresh.name)} secret={fresh.secret} />}
        <ul className="admin-list">
          {working.map((key) => (
            <KeySheet key={key.id} apiKey={key} rotated={setFresh} />
          ))}
        </ul>
        {ended.length > 0 && (
          <details className="behind">
            <summary>{texts.ended(ended.length)}</summary>
            <ul className="admin-list">
              {ended.map((key) => (
                <KeySheet key={key.id} apiKey={key} />
              ))}
            </ul>
          </details>
        )}
      </div>
    </>
  );
}

type Rotated = (given: { name: string; secret: string }) => void;

/** @param rotated - Absent: the key has ended. */
function KeySheet({ apiKey, rotated }: { apiKey: ApiKey; rotated?: Rotated }): ReactNode {
  const { me } = useRooftop();
  const texts = words.keys;
  const { name, hint, scopes, revokedAt } = apiKey;
  return (
    <li className="sheet" aria-label={name}>
      <div className="admin-row">
        <strong dir="auto">{name}</strong>
        {rotated ? (
          <code className="quiet">{texts.hint(hint)}</code>
        ) : (
          <Badge color="gray">{revokedAt ? texts.revoked : texts.expired}</Badge>
        )}
      </div>
      <p>{sentence(scopes.map((scope) => texts.scopes[scope as Scope]).join(', '))}</p>
      <Facts apiKey={apiKey} />
      {rotated && me.scopes.includes('admin') && <Doing apiKey={apiKey} rotated={rotated} />}
    </li>
  );
}

/** Whose it is, and when it was used. */
function Facts({ apiKey }: { apiKey: ApiKey }): ReactNode {
  const { me, dealership } = useRooftop();
  const now = useNow();
  const texts = words.keys;
  const { dealershipId, createdAt, expiresAt, lastUsedAt } = apiKey;
  const { timeZone } = dealership;
  const rooftop = me.dealerships.find(({ id }) => id === dealershipId)?.name ?? texts.oneRooftop;
  const facts = [
    dealershipId === null ? texts.wholeGroup : rooftop,
    lastUsedAt ? texts.used(when(lastUsedAt, now, timeZone)) : texts.neverUsed,
    texts.made(when(createdAt, now, timeZone)),
    ...(expiresAt ? [texts.until(inFull(expiresAt, timeZone))] : []),
  ];
  return (
    <p className="quiet" title={inFull(lastUsedAt ?? createdAt, timeZone)}>
      {facts.join(' · ')}
    </p>
  );
}

function Doing(given: { apiKey: ApiKey; rotated: Rotated }): ReactNode {
  const { id, name } = given.apiKey;
  const texts = words.keys;
  const path = { params: { path: { id } } };
  const rotate = useDoing(async () => {
    const { key } = await answered(api.POST('/v1/api-keys/{id}/rotate', path));
    given.rotated({ name, secret: key });
  }, CHANGES);
  const revoke = useDoing(() => answered(api.DELETE('/v1/api-keys/{id}', path)), CHANGES);
  return (
    <div className="admin-actions">
      <ConfirmedAct
        button={texts.rotate}
        label={texts.of(texts.rotate, name)}
        title={texts.rotateTitle(name)}
        says={texts.rotateSays}
        act={() => rotate.mutateAsync(undefined)}
      />
      <ConfirmedAct
        button={texts.revoke}
        label={texts.of(texts.revoke, name)}
        title={texts.revokeTitle(name)}
        says={texts.revokeSays}
        act={() => revoke.mutateAsync(undefined)}
      />
    </div>
  );
}
