import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import {
  type ConnectionDetail,
  useConnection,
  useDialects,
  useDoing,
} from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { words } from '../words';
import { bodyOf, type Filled, filledOf } from './connection-body';
import { DialectFields, isPlain } from './dialect-fields';
import { faultWords } from './field-words';
import { Fault, Standing } from './standing';

/** Changes what a connection was told; secrets that are left empty stay. */
export function EditConnection(given: { connectionKey: string; done: () => void }): ReactNode {
  const query = useConnection(given.connectionKey);
  const dialects = useDialects().data;
  const { data } = query;
  if (!data || !dialects)
    return <Standing query={query} empty={false} none={{ title: '', text: '' }} />;
  const known = dialects.items.find(({ dialect }) => dialect === data.dialect);
  return <Form detail={data} fields={known?.fields ?? []} done={given.done} />;
}

function Form(given: {
  detail: ConnectionDetail;
  fields: Parameters<typeof DialectFields>[0]['fields'];
  done: () => void;
}): ReactNode {
  const { detail, fields, done } = given;
  const texts = words.connections.form;
  const plainKeys = new Set(fields.filter(isPlain).map(({ key }) => key));
  const [filled, setFilled] = useState<Filled>(() => ({
    ...filledOf(detail, (key) => plainKeys.has(key)),
    every: String(detail.syncEverySeconds),
  }));
  const fill = (key: string) => (value: string) => setFilled({ ...filled, [key]: value });
  const change = useDoing(async () => {
    const { name, settings, secrets } = bodyOf(detail.dialect, fields, filled);
    const every = Number(filled['every']);
    const body = {
      name,
      settings,
      syncEverySeconds: every,
      ...(Object.keys(secrets).length > 0 && { secrets }),
    };
    const path = { key: detail.key };
    return answered(api.PATCH('/v1/connections/{key}', { params: { path }, body }));
  }, 'connections');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(undefined, { onSuccess: done });
  };
  return (
    <form className="admin-form" aria-label={texts.editTitle(detail.name)} onSubmit={submit}>
      <TextInput
        label={texts.name}
        required
        value={filled['name'] ?? ''}
        onChange={(event) => fill('name')(event.currentTarget.value)}
      />
      <TextInput
        type="number"
        label={texts.every}
        description={texts.everyHint}
        required
        min={5}
        max={86_400}
        value={filled['every'] ?? ''}
        onChange={(event) => fill('every')(event.currentTarget.value)}
      />
      <DialectFields fields={fields} filled={filled} fill={fill} />
      {detail.secretNames.length > 0 && (
        <p className="quiet">{texts.kept(detail.secretNames.length)}</p>
      )}
      <Fault problem={change.error} said={faultWords} />
      <div className="admin-actions">
        <Button type="submit" loading={change.isPending}>
          {texts.saveChange}
        </Button>
        <Button variant="default" onClick={done}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
