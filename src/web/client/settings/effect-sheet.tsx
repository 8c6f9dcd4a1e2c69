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
  const leads = useLeadsOffered(dealership.key).data;
  const [chosen, setChosen] = useState<string>();
  const [asked] = useDebouncedValue(change, GATHER_MS);
  const leadId = chosen ?? leads?.[0]?.leadId;
  const { data, error } = useSettingsPreview(dealership.key, leadId, asked);
  const texts = words.settings.effect;
  return (
    <section className="sheet effect" aria-labelledby="effect-title">
      <h2 id="effect-title">{texts.title}</h2>
      <p className="quiet">{texts.says}</p>
      {leads && <LeadChoice leads={leads} chosen={leadId} choose={setChosen} />}
      <Fault problem={error} />
      {data && !error && <Compared before={data.before} after={data.after} />}
    </section>
  );
}

function LeadChoice(given: {
  leads: WorklistLead[];
  chosen: string | undefined;
  choose: (leadId: string | undefined) => void;
}): ReactNode {
  const { leads, chosen, choose } = given;
  const texts = words.settings.effect;
  if (leads.length === 0) return <p>{texts.noLeads}</p>;
  return (
    <Select
      label={texts.lead}
      data={leads.map((lead) => ({ value: lead.leadId, label: nameOf(lead) }))}
      value={chosen ?? null}
      onChange={(wanted) => choose(wanted ?? undefined)}
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
