import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { Mark } from '../parts/icons';
import { words } from '../words';

const PATH = '/welcome';

/** Whether the address is a one-time link. */
export const isWelcome = (): boolean => window.location.pathname === PATH;

/** Where a one-time link leads: a password is chosen, and the desk opens. */
export function WelcomePage(): ReactNode {
  const { welcome, welcomeLead, newPassword, newPasswordHint, begin, linkMissing } = words.account;
  const token = window.location.hash.slice(1);
  const use = useMutation({
    mutationFn: (password: string) =>
      answered(api.POST('/v1/session/link', { body: { token, password } })),
    onSuccess: () => window.location.replace('/'),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get('password');
    if (typeof password === 'string') use.mutate(password);
  };
  return (
    <main className="alone">
      <title>{`${welcome} · ${words.product}`}</title>
      <form className="sign-in" onSubmit={submit} aria-labelledby="welcome-title">
        <p className="sign-in-product">
          <Mark />
          {words.product}
        </p>
        <h1 id="welcome-title">{welcome}</h1>
        <p className="quiet">{token === '' ? linkMissing : welcomeLead}</p>
        <TextInput
          name="password"
          type="password"
          label={newPassword}
          description={newPasswordHint}
          autoComplete="new-password"
          minLength={10}
          withAsterisk={false}
          required
        />
        {use.error && (
          <p className="field-fault" role="alert">
            {use.error.message}
          </p>
        )}
        <Button type="submit" loading={use.isPending} disabled={token === ''}>
          {begin}
        </Button>
      </form>
    </main>
  );
}
