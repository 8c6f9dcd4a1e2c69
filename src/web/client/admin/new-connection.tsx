import { Button, JsonInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type DialectShown, useDialects, useDoing } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { sentence } from '../say';
import { words } from '../words';
import { bodyOf, type Filled } from './connection-body';
import { Fault } from './standing';

type Field = DialectShown['fields'][number];

/** Draws what the chosen dialect says it takes; what has parts of its own is written as JSON. */
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
        data={known.map((one) => one.dialect)}
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
      {fields.filter(isPlain).map((field) => (
        <PlainField
          key={field.key}
          field={field}
          value={filled[field.key] ?? ''}
          fill={fill(field.key)}
        />
      ))}
      <JsonFields filled={filled} fill={fill} />
      <Fault problem={add.error} />
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

function JsonFields(given: {
  filled: Filled;
  fill: (key: string) => (value: string) => void;
}): ReactNode {
  const { filled, fill } = given;
  const texts = words.connections.form;
  return (
    <>
      <JsonInput
        label={texts.moreSettings}
        description={texts.moreHint}
        validationError={texts.notJson}
        formatOnBlur
        rows={6}
        value={filled['more'] ?? ''}
        onChange={fill('more')}
      />
      <JsonInput
        label={texts.moreSecrets}
        description={texts.secretHint}
        validationError={texts.notJson}
        rows={3}
        value={filled['moreSecrets'] ?? ''}
        onChange={fill('moreSecrets')}
      />
    </>
  );
}

/** What has parts of its own stands in JSON. */
const isPlain = ({ key, kind }: Field): boolean =>
  kind === 'secret' || (!key.includes('.') && ['text', 'number', 'word'].includes(kind));

function PlainField(given: {
  field: Field;
  value: string;
  fill: (value: string) => void;
}): ReactNode {
  const { field, value, fill } = given;
  const label = labelOf(field.key);
  const common = { label, required: field.required && field.kind !== 'secret' };
  if (field.kind === 'secret')
    return (
      <PasswordInput
        {...common}
        description={words.connections.form.secretHint}
        value={value}
        autoComplete="off"
        onChange={(event) => fill(event.currentTarget.value)}
      />
    );
  if (field.kind === 'word')
    return (
      <Select
        {...common}
        data={field.words ?? []}
        value={value || (field.fallback === undefined ? null : String(field.fallback))}
        onChange={(chosen) => fill(chosen ?? '')}
      />
    );
  return (
    <TextInput
      {...common}
      description={field.help}
      placeholder={field.fallback === undefined ? '' : String(field.fallback)}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      value={value}
      onChange={(event) => fill(event.currentTarget.value)}
    />
  );
}

/** `secrets.clientId` → "Client id". */
const labelOf = (key: string): string =>
  sentence((key.split('.').at(-1) ?? key).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
