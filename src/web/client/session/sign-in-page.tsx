import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { api } from '../api/desk-api';
import { answered, Problem } from '../api/problem';
import type { Me } from '../api/shapes';
import { Mark } from '../parts/icons';
import { words } from '../words';

/** @param before - Whose session has ended: their desk is kept for them, and for nobody else. */
export function SignInPage({ before }: { before?: Me | undefined }): ReactNode {
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: async (body: { email: string; password: string; code?: string }) => {
      await answered(api.POST('/v1/session', { body }));
      return answered(api.GET('/v1/me'));
    },
    onSuccess: async (me) => {
      if (before && me.staffId === before.staffId) await client.invalidateQueries();
      else client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
      client.setQueryData(['session-ended'], false);
      client.setQueryData(['me'], me);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const code = text('code').trim();
    signIn.mutate({
      email: text('email').trim(),
      password: text('password'),
      ...(code && { code }),
    });
  };
  const asksCode = useAsksCode(signIn.error);
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
        {asksCode && <CodeInput />}
        <Fault error={signIn.error} />
        <Button type="submit" loading={signIn.isPending}>
          {signIn.isPending ? words.signIn.busy : words.signIn.button}
        </Button>
        <SingleSignOn />
      </form>
    </main>
  );
}

const isCodeAsked = (error: Error | null): boolean =>
  error instanceof Problem && error.code === 'SECOND_FACTOR_NEEDED';

/** Once asked for, the code stays on the page: a wrong one is typed again beside the rest. */
function useAsksCode(error: Error | null): boolean {
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    if (isCodeAsked(error)) setAsks(true);
  }, [error]);
  return asks;
}

function CodeInput(): ReactNode {
  return (
    <TextInput
      name="code"
      label={words.account.code}
      description={words.account.codeHint}
      autoComplete="one-time-code"
      autoFocus
      withAsterisk={false}
      required
    />
  );
}

/** That a code is asked for is no fault: its field appears. */
function Fault({ error }: { error: Error | null }): ReactNode {
  const refused = new URLSearchParams(window.location.search).has('single-sign-on');
  const fault = isCodeAsked(error) ? undefined : error?.message;
  const text = fault ?? (refused && !error ? words.account.singleSignOnRefused : undefined);
  if (text === undefined) return null;
  return (
    <p className="field-fault" role="alert">
      {text}
    </p>
  );
}

/** A link, because the provider's own page comes next. */
function SingleSignOn(): ReactNode {
  const { data } = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => answered(api.GET('/v1/session/options')),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data?.singleSignOn) return null;
  return (
    <Button component="a" href="/v1/session/oidc" variant="default">
      {words.account.signInWith(data.singleSignOn)}
    </Button>
  );
}
