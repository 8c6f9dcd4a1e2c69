import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { Fault } from '../admin/standing';
import {
  type SettingsChange,
  type SettingsEffect,
  useLeadsOffered,
  useSettingsPreview,
} from '../api/settings-queries';
import type { WorklistLead } from '../api/shapes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { effectRows } from './effect-rows';

/** Typing is gathered for a moment before it is asked. */
const GATHER_MS = 300;

/** What the settings as typed would do to a chosen lead, and to all open ones. */
export function EffectSheet({ change }: { change: SettingsChange }): ReactNode {
  const { dealership } = useRooftop();
  const [typed, type] = useState('');
  const [text] = useDebouncedValue(typed.trim(), GATHER_MS);
  const top = useLeadsOffered(dealership.key, '').data;
  const leads = useLeadsOffered(dealership.key, text).data;
  const [chosen, setChosen] = useState<WorklistLead>();
  const [asked] = useDebouncedValue(change, GATHER_MS);
  const shown = chosen ?? top?.[0];
  const { data, error } = useSettingsPreview(dealership.key, shown?.leadId, asked);
  const texts = words.settings.effect;
  return (
    <section className="sheet effect" aria-labelledby="effect-title">
      <h2 id="effect-title">{texts.title}</h2>
      <p className="quiet">{texts.says}</p>
      {leads && <LeadChoice leads={leads} shown={shown} choose={setChosen} type={type} />}
      <Fault problem={error} />
      {data && !error && <Compared before={data.before} after={data.after} />}
    </section>
  );
}

function LeadChoice(given: {
  leads: WorklistLead[];
  shown: WorklistLead | undefined;
  choose: (lead: WorklistLead) => void;
  type: (text: string) => void;
}): ReactNode {
  const { leads, shown, choose, type } = given;
  const texts = words.settings.effect;
  if (!shown) return <p>{texts.noLeads}</p>;
  // The one that is shown has its name here, whatever is searched for.
  const found = new Set(leads.map(({ leadId }) => leadId));
  const offered = found.has(shown.leadId) ? leads : [shown, ...leads];
  return (
    <Select
      label={texts.lead}
      description={texts.leadHint}
      data={offered.map((lead) => ({ value: lead.leadId, label: nameOf(lead) }))}
      value={shown.leadId}
      onChange={(wanted) => {
        const lead = offered.find(({ leadId }) => leadId === wanted);
        if (lead) choose(lead);
      }}
      // The server has searched, in all open leads: what it found is what is offered.
      filter={({ options }) => options.filter((one) => 'value' in one && found.has(one.value))}
      // What is chosen is no search for others.
      onSearchChange={(text) => type(text === nameOf(shown) ? '' : text)}
      nothingFoundMessage={words.queue.found(0, false)}
      searchable
      allowDeselect={false}
    />
  );
}

function Compared({ before, after }: { before: SettingsEffect; after: SettingsEffect }): ReactNode {
  const { dealership } = useRooftop();
  const texts = words.settings.effect;
  const now = effectRows(before, dealership.timeZone);
  const then = effectRows(after, dealership.timeZone);
  return (
    <table className="compared">
      <caption className="unseen">{texts.title}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{texts.what}</span>
          </th>
          <th scope="col">{texts.now}</th>
          <th scope="col">{texts.after}</th>
        </tr>
      </thead>
      <tbody>
        {now.map(({ name, said }, at) => {
          const other = then[at]?.said ?? '';
          return (
            <tr key={name} className={said === other ? undefined : 'moves'}>
              <th scope="row">{name}</th>
              <td>{said}</td>
              <td>{said === other ? <span className="quiet">{texts.same}</span> : other}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const nameOf = ({ customer, vehicle, likelihood }: WorklistLead): string =>
  [
    customer.name ?? words.queue.noName,
    vehicle?.line ?? '',
    likelihood ? `${likelihood.percent} %` : '',
  ]
    .filter(Boolean)
    .join(' · ');
