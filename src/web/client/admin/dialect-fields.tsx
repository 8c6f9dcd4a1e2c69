import { JsonInput, PasswordInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DialectShown } from '../api/connection-queries';
import { words } from '../words';
import type { Filled } from './connection-body';
import { labelOf } from './field-words';
import { CHOICE_LABELS } from './setting-labels';

type Field = DialectShown['fields'][number];

/** What the dialect says it takes; what has parts of its own is written as JSON. */
export function DialectFields(given: {
  fields: Field[];
  filled: Filled;
  fill: (key: string) => (value: string) => void;
}): ReactNode {
  const { fields, filled, fill } = given;
  return (
    <>
      {fields.filter(isPlain).map((field) => (
        <PlainField
          key={field.key}
          field={field}
          value={filled[field.key] ?? ''}
          fill={fill(field.key)}
        />
      ))}
      <JsonFields filled={filled} fill={fill} />
    </>
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
export const isPlain = ({ key, kind }: Pick<Field, 'key' | 'kind'>): boolean =>
  kind === 'secret' || (!key.includes('.') && ['text', 'number', 'word'].includes(kind));

function PlainField(given: {
  field: Field;
  value: string;
  fill: (value: string) => void;
}): ReactNode {
  const { field, value, fill } = given;
  const label = words.said(labelOf(field.key));
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
        data={(field.words ?? []).map((one) => ({
          value: one,
          label: words.said(CHOICE_LABELS[one] ?? one),
        }))}
        value={value || (field.fallback === undefined ? null : String(field.fallback))}
        onChange={(chosen) => fill(chosen ?? '')}
      />
    );
  return (
    <TextInput
      {...common}
      description={field.help && words.said(field.help)}
      placeholder={field.fallback === undefined ? '' : String(field.fallback)}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      value={value}
      onChange={(event) => fill(event.currentTarget.value)}
    />
  );
}
