import {
  Button,
  type MantineColorScheme,
  SegmentedControl,
  Select,
  useMantineColorScheme,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { PageHead } from '../frame/page-head';
import { RingChoice } from './ring-choice';
import { useLanguage } from '../session/language';
import { useRooftop } from '../session/rooftop';
import { Account } from './account';
import { type Language, LANGUAGES, words } from '../words';

export function Page(): ReactNode {
  const { me } = useRooftop();
  return (
    <>
      <PageHead title={me.name ?? words.me.title} line={words.me.as(me.role)} />
      <div className="me">
        <section className="sheet me-sheet">
          <Look />
          <LanguageChoice />
          <RingChoice />
        </section>
        <h2>{words.me.rooftops}</h2>
        <ul className="rooftops">
          {me.dealerships.map((one) => (
            <li key={one.key}>
              <strong>{one.name}</strong>
              <span className="quiet">{words.me.promise(one.responsePromiseMinutes)}</span>
            </li>
          ))}
        </ul>
        <Account />
        <SignOut />
      </div>
    </>
  );
}

function Look(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = useId();
  const choices = Object.entries(words.me.looks).map(([value, text]) => ({ value, label: text }));
  return (
    <div className="me-choice">
      <h2 id={label}>{words.me.look}</h2>
      <SegmentedControl
        aria-labelledby={label}
        data={choices}
        value={colorScheme}
        onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}
        fullWidth
      />
    </div>
  );
}

function LanguageChoice(): ReactNode {
  const { language, choose } = useLanguage();
  return (
    <Select
      label={words.me.language}
      description={words.me.languageHint}
      data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
      value={language}
      onChange={(chosen) => chosen && choose(chosen as Language)}
      allowDeselect={false}
    />
  );
}

function SignOut(): ReactNode {
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
      {signOut.error && (
        <p className="field-fault" role="alert">
          {signOut.error.message}
        </p>
      )}
      <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
        {words.signIn.out}
      </Button>
    </>
  );
}
