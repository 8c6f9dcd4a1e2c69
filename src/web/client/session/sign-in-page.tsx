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
  return (
    <main className="alone">
      <form className="sign-in" onSubmit={submit} aria-labelledby="sign-in-title">
        <p className="sign-in-product">
          <Mark />
          {words.product}
        </p>
        <h1 id="sign-in-title">{words.signIn.title}</h1>
        <p className="quiet">{words.signIn.lead}</p>
        <label className="field">
          <span>{words.signIn.email}</span>
          <input name="email" type="email" autoComplete="username" required />
        </label>
        <label className="field">
          <span>{words.signIn.password}</span>
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {signIn.error && (
          <p className="field-fault" role="alert">
            {signIn.error.message}
          </p>
        )}
        <button className="button primary" type="submit" disabled={signIn.isPending}>
          {signIn.isPending ? words.signIn.busy : words.signIn.button}
        </button>
      </form>
    </main>
  );
}
