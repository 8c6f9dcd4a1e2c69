import { Button, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useDialects, useDoing } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { words } from '../words';
import { bodyOf, type Filled } from './connection-body';
import { DialectFields } from './dialect-fields';
import { faultWords } from './field-words';
import { Fault } from './standing';

/** Draws what the chosen dialect says it takes. */
export function NewConnection({ done }: { done: () => void }): ReactNode {
  const { data } = useDialects();
  const texts = words.connections.form;
  const [dialect, setDialect] = useState('rest');
  const [filled, setFilled] = useState<Filled>({});
  const known = data?.items ?? [];
  const fields = known.find((one) => one.dialect === dialect)?.fields ?? [];
  const add = useDoing(
    () => answered(api.POST('/v1/connections', { body: bodyOf(dialect, fields, filled) })),
    'connections',
  );
  const fill = (key: string) => (value: string) => setFilled({ ...filled, [key]: value });
  const save = (): void => add.mutate(undefined, { onSuccess: done });
  return (
    <form
      className="sheet admin-form"
      aria-label={texts.title}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{texts.title}</h2>
      <Select
        label={texts.dialect}
        data={known.map((one) => ({
          value: one.dialect,
          label: words.connections.dialects[one.dialect] ?? one.dialect,
        }))}
        value={dialect}
        onChange={(chosen) => setDialect(chosen ?? dialect)}
        allowDeselect={false}
      />
      <TextInput
        label={texts.key}
        description={texts.keyHint}
        required
        value={filled['key'] ?? ''}
        onChange={(event) => fill('key')(event.currentTarget.value)}
      />
      <TextInput
        label={texts.name}
        description={texts.nameHint}
        required
        value={filled['name'] ?? ''}
        onChange={(event) => fill('name')(event.currentTarget.value)}
      />
      <DialectFields fields={fields} filled={filled} fill={fill} />
      <Fault problem={add.error} said={faultWords} />
      <div className="admin-actions">
        <Button type="submit" loading={add.isPending}>
          {texts.save}
        </Button>
        <Button variant="default" onClick={done}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
