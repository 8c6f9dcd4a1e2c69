import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Scope } from '../api/admin-queries';
import { useDoing } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { SecretOnce } from '../parts/secret-once';
import { sentence } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Fault } from './standing';

const DAY_MS = 86_400_000;
const WHOLE_GROUP = '';

/** A key for one purpose, with no more than that needs. Its secret is shown this once. */
export function NewKey(): ReactNode {
  const { me, dealership } = useRooftop();
  const texts = words.keys;
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [rooftop, setRooftop] = useState(dealership.key);
  const [days, setDays] = useState('365');
  const add = useDoing(
    () =>
      answered(
        api.POST('/v1/api-keys', {
          body: {
            name,
            scopes: scopes as Scope[],
            ...(rooftop !== WHOLE_GROUP && { dealership: rooftop }),
            ...(days !== 'never' && { expiresAt: inDays(Number(days)) }),
          },
        }),
      ),
    'api-keys',
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(undefined, { onSuccess: () => setName('') });
  };
  const rooftops = me.dealerships.map((one) => ({ value: one.key, label: one.name }));
  return (
    <details className="sheet">
      <summary>{texts.add}</summary>
      <form className="admin-form" aria-label={texts.add} onSubmit={submit}>
        <TextInput
          label={texts.name}
          description={texts.nameHint}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label={texts.may} value={scopes} onChange={setScopes}>
          <div className="admin-checks">
            {Object.entries(texts.scopes).map(([scope, says]) => (
              <Checkbox key={scope} value={scope} label={sentence(says)} />
            ))}
          </div>
        </Checkbox.Group>
        <Select
          label={texts.where}
          data={
            me.wholeGroup
              ? [...rooftops, { value: WHOLE_GROUP, label: texts.wholeGroup }]
              : rooftops
          }
          value={rooftop}
          allowDeselect={false}
          onChange={(chosen) => setRooftop(chosen ?? rooftop)}
        />
        <Select
          label={texts.ends}
          data={Object.entries(texts.endings).map(([value, label]) => ({ value, label }))}
          value={days}
          allowDeselect={false}
          onChange={(chosen) => setDays(chosen ?? days)}
        />
        <Fault problem={add.error} />
        <div className="admin-actions">
          <Button type="submit" loading={add.isPending}>
            {texts.make}
          </Button>
        </div>
        {add.data && <SecretOnce says={texts.secret} secret={add.data.key} />}
      </form>
    </details>
  );
}

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
