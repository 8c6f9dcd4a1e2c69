import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { words } from '../words';

/** Another password; it signs out everywhere else. */
export function Password(): ReactNode {
  const client = useQueryClient();
  const { account } = words;
  const change = useMutation({
    mutationFn: (given: { current: string; next: string }) =>
      answered(api.POST('/v1/me/password', { body: given })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['my-sessions'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const text = (name: string): string => {
      const value = given.get(name);
      return typeof value === 'string' ? value : '';
    };
    change.mutate(
      { current: text('current'), next: text('next') },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <section className="sheet me-sheet" aria-labelledby="password-title">
      <h2 id="password-title">{account.password}</h2>
      <form className="password-form" onSubmit={submit}>
        <PasswordInput
          name="current"
          label={account.currentPassword}
          autoComplete="current-password"
          withAsterisk={false}
          required
        />
        <PasswordInput
          name="next"
          label={account.newPassword}
          description={account.newPasswordHint}
          autoComplete="new-password"
          minLength={10}
          withAsterisk={false}
          required
        />
        {change.error && (
          <p className="field-fault" role="alert">
            {change.error.message}
          </p>
        )}
        <p role="status" className="told">
          {change.isSuccess && account.passwordChanged}
        </p>
        <Button type="submit" variant="default" loading={change.isPending}>
          {account.changePassword}
        </Button>
      </form>
    </section>
  );
}
