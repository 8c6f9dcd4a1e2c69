import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { Mark } from '../parts/icons';
import { words } from '../words';

export function SignInPage(): ReactNode {
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) =>
      answered(api.POST('/v1/session', { body })),
    onSuccess: () => client.resetQueries(),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    signIn.mutate({ email: text('email').trim(), password: text('password') });
  };
  const ended = client.getQueryData(['session-ended']) === true;
  return (
    <main className="alone">
      <title>{`${words.signIn.title} · ${words.product}`}</title>
      <form className="sign-in" onSubmit={submit} aria-labelledby="sign-in-title">
        <p className="sign-in-product">
          <Mark />
          {words.product}
        </p>
        <h1 id="sign-in-title">{words.signIn.title}</h1>
        <p className="quiet">{words.signIn.lead}</p>
        {ended && (
          <p className="lesson" role="status">
            {words.signIn.ended}
          </p>
        )}
        <TextInput
          name="email"
          type="email"
          label={words.signIn.email}
          autoComplete="username"
          withAsterisk={false}
          required
        />
        <TextInput
          name="password"
          type="password"
          label={words.signIn.password}
          autoComplete="current-password"
          withAsterisk={false}
          required
        />
        {signIn.error && (
          <p className="field-fault" role="alert">
            {signIn.error.message}
          </p>
        )}
        <Button type="submit" loading={signIn.isPending}>
          {signIn.isPending ? words.signIn.busy : words.signIn.button}
        </Button>
      </form>
    </main>
  );
}
