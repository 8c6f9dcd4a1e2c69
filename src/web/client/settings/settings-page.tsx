import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Fault, Standing } from '../admin/standing';
import { useDoing } from '../api/connection-queries';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { type SettingsChange, type SettledRooftop, useSettings } from '../api/settings-queries';
import { PageHead } from '../frame/page-head';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { ChangedHere } from './changed-here';
import { changeOf, type Draft, draftOf, isChanged } from './draft';
import { EffectSheet } from './effect-sheet';
import { BandFields, HourFields, NumberFields } from './fields';

/** How the rooftop works, and what a change would do before it is made. */
export function Page(): ReactNode {
  const { dealership } = useRooftop();
  const query = useSettings(dealership.key);
  const texts = words.settings;
  return (
    <>
      <PageHead title={texts.title} line={texts.line(dealership.name)} />
      <div className="admin wide">
        <Standing query={query} empty={false} none={{ title: '', text: '' }} />
        {query.data && <Form key={JSON.stringify(query.data.inForce)} settled={query.data} />}
      </div>
    </>
  );
}

function Form({ settled }: { settled: SettledRooftop }): ReactNode {
  const { me } = useRooftop();
  const texts = words.settings;
  const [draft, setDraft] = useState<Draft>(() => draftOf(settled.inForce));
  const change = changeOf(draft, settled.inForce);
  const changed = isChanged(change);
  const save = useDoing(
    (wanted: SettingsChange) => answered(api.PATCH('/v1/settings', { body: wanted })),
    'settings',
  );
  const fields = { draft, set: (part: Partial<Draft>) => setDraft({ ...draft, ...part }) };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(change);
  };
  const mayChange = me.scopes.includes('admin');
  return (
    <div className="settings-page">
      <form aria-label={texts.title} onSubmit={submit}>
        <fieldset className="admin settings" disabled={!mayChange}>
          <NumberFields {...fields} />
          <HourFields {...fields} />
          <BandFields {...fields} />
          <Fault problem={save.error} />
          {mayChange && (
            <div className="admin-actions settings-actions">
              <Button type="submit" disabled={!changed} loading={save.isPending}>
                {texts.save}
              </Button>
              {changed && (
                <Button variant="default" onClick={() => setDraft(draftOf(settled.inForce))}>
                  {texts.discard}
                </Button>
              )}
            </div>
          )}
        </fieldset>
      </form>
      <div className="settings-beside">
        {mayChange && <EffectSheet change={change} />}
        <ChangedHere settled={settled} reset={(name) => save.mutate({ reset: [name] })} />
      </div>
    </div>
  );
}
