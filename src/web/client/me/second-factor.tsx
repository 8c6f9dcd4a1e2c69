import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { words } from '../words';
import { QrCode } from './qr-code';

const KEY = ['second-factor'];

/** Codes of an authenticator app: turned on with a first code, turned off with a last one. */
export function SecondFactor(): ReactNode {
  const [codes, setCodes] = useState<string[]>();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => answered(api.GET('/v1/me/second-factor')),
  });
  const { account } = words;
  return (
    <section className="sheet me-sheet" aria-labelledby="factor-title">
      <h2 id="factor-title">{account.factor}</h2>
      <p className="quiet">{data?.on ? account.factorOn : account.factorOff}</p>
      {codes && <RecoveryCodes codes={codes} />}
      {data &&
        (data.on ? <TurnOff onDone={() => setCodes(undefined)} /> : <TurnOn onDone={setCodes} />)}
    </section>
  );
}

function TurnOn({ onDone }: { onDone: (codes: string[]) => void }): ReactNode {
  const client = useQueryClient();
  const start = useMutation({ mutationFn: () => answered(api.POST('/v1/me/second-factor')) });
  const confirm = useMutation({
    mutationFn: (code: string) =>
      answered(api.POST('/v1/me/second-factor/confirm', { body: { code } })),
    onSuccess: ({ recoveryCodes }) => {
      onDone(recoveryCodes);
      return client.invalidateQueries({ queryKey: KEY });
    },
  });
  const { account } = words;
  if (!start.data)
    return (
      <>
        <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
          {account.factorStart}
        </Button>
        <Fault error={start.error} />
      </>
    );
  return (
    <>
      <Secret uri={start.data.uri} secret={start.data.secret} />
      <CodeForm label={account.factorConfirm} give={confirm.mutate} />
      <Fault error={confirm.error} />
    </>
  );
}

function TurnOff({ onDone }: { onDone: () => void }): ReactNode {
  const client = useQueryClient();
  const turnOff = useMutation({
    mutationFn: (code: string) =>
      answered(api.POST('/v1/me/second-factor/off', { body: { code } })),
    onSuccess: () => {
      onDone();
      return client.invalidateQueries({ queryKey: KEY });
    },
  });
  return (
    <>
      <CodeForm label={words.account.factorEnd} give={turnOff.mutate} />
      <Fault error={turnOff.error} />
    </>
  );
}

function Fault({ error }: { error: Error | null }): ReactNode {
  if (!error) return null;
  return (
    <p className="field-fault" role="alert">
      {error.message}
    </p>
  );
}

function Secret({ uri, secret }: { uri: string; secret: string }): ReactNode {
  const { account } = words;
  return (
    <>
      <p>{account.factorScan}</p>
      <QrCode text={uri} label={account.factorPicture} />
      <p className="quiet">{account.factorSecret}</p>
      <p>
        <code className="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <p>
        <a href={uri}>{account.factorOpen}</a>
      </p>
    </>
  );
}

function RecoveryCodes({ codes }: { codes: string[] }): ReactNode {
  return (
    <div className="lesson" role="status">
      <p>{words.account.recovery}</p>
      <ul className="secret-list">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function CodeForm({ label, give }: { label: string; give: (code: string) => void }): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const code = new FormData(event.currentTarget).get('code');
    if (typeof code === 'string') give(code.trim());
  };
  return (
    <form className="code-form" onSubmit={submit}>
      <TextInput
        name="code"
        label={words.account.code}
        autoComplete="one-time-code"
        withAsterisk={false}
        required
      />
      <Button type="submit" variant="default">
        {label}
      </Button>
    </form>
  );
}
