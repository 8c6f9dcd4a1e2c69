import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { PageHead } from './frame';

export function MePage(): ReactNode {
  const { me } = useRooftop();
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => answered(api.DELETE('/v1/session', {})),
    onSuccess: () => {
      client.clear();
      client.setQueryData(['me'], null);
      window.location.assign('/');
    },
  });
  return (
    <>
      <PageHead title={me.name ?? words.me.title} line={words.me.as(me.role)} />
      <div className="me">
        <h2>{words.me.rooftops}</h2>
        <ul className="rooftops">
          {me.dealerships.map((one) => (
            <li key={one.key}>
              <strong>{one.name}</strong>
              <span className="quiet">{words.me.promise(one.responsePromiseMinutes)}</span>
            </li>
          ))}
        </ul>
        {signOut.error && (
          <p className="field-fault" role="alert">
            {signOut.error.message}
          </p>
        )}
        <button className="button" type="button" onClick={() => signOut.mutate()}>
          {words.signIn.out}
        </button>
      </div>
    </>
  );
}
