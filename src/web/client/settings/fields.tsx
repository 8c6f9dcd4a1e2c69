import { Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { DAYS, type Draft } from './draft';

interface Fields {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
}

type Numbers = { [Name in keyof Draft]: Draft[Name] extends number ? Name : never }[keyof Draft];

const LIMITS: Record<Numbers, { min: number; max: number; step?: number }> = {
  responsePromiseMinutes: { min: 1, max: 1440 },
  staleAfterDays: { min: 3, max: 365 },
  horizonDays: { min: 7, max: 365 },
  contactFrom: { min: 8, max: 20 },
  contactUntil: { min: 9, max: 21 },
  hotPercent: { min: 1, max: 99, step: 0.1 },
  warmPercent: { min: 0.5, max: 99, step: 0.1 },
};

function NumberField({ name, draft, set }: Fields & { name: Numbers }): ReactNode {
  const { label, hint } = words.settings.fields[name];
  const value = draft[name];
  return (
    <TextInput
      type="number"
      label={label}
      description={hint}
      required
      withAsterisk={false}
      {...LIMITS[name]}
      value={Number.isNaN(value) ? '' : value}
      onChange={(event) => set({ [name]: event.currentTarget.valueAsNumber })}
    />
  );
}

export function NumberFields(fields: Fields): ReactNode {
  const texts = words.settings;
  return (
    <section className="sheet" aria-labelledby="promise-title">
      <h2 id="promise-title">{texts.promise}</h2>
      <NumberField name="responsePromiseMinutes" {...fields} />
      <NumberField name="staleAfterDays" {...fields} />
      <NumberField name="horizonDays" {...fields} />
      <Checkbox
        label={texts.repsSeeUnassigned}
        checked={fields.draft.repsSeeUnassigned}
        onChange={(event) => fields.set({ repsSeeUnassigned: event.currentTarget.checked })}
      />
    </section>
  );
}

export function HourFields(fields: Fields): ReactNode {
  const { draft, set } = fields;
  const { dealership } = useRooftop();
  const texts = words.settings;
  return (
    <section className="sheet" aria-labelledby="hours-title">
      <h2 id="hours-title">{texts.hours}</h2>
      <p className="quiet">{texts.hoursSay(dealership.timeZone.replaceAll('_', ' '))}</p>
      <Checkbox
        label={texts.roundTheClock}
        checked={draft.roundTheClock}
        onChange={(event) => set({ roundTheClock: event.currentTarget.checked })}
      />
      {!draft.roundTheClock && (
        <div className="day-hours">
          {DAYS.map((day) => (
            <DayHours key={day} day={day} {...fields} />
          ))}
        </div>
      )}
      <h3>{texts.contact}</h3>
      <div className="side-by-side">
        <NumberField name="contactFrom" {...fields} />
        <NumberField name="contactUntil" {...fields} />
      </div>
    </section>
  );
}

function DayHours({ day, draft, set }: Fields & { day: (typeof DAYS)[number] }): ReactNode {
  const texts = words.settings;
  const hours = draft.hours[day];
  const name = texts.days[day];
  const change = (part: Partial<typeof hours>): void =>
    set({ hours: { ...draft.hours, [day]: { ...hours, ...part } } });
  return (
    <div className="day">
      <span aria-hidden="true">{name}</span>
      <TextInput
        type="time"
        aria-label={texts.opens(name)}
        value={hours.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        aria-label={texts.closes(name)}
        value={hours.until}
        onChange={(event) => change({ until: event.currentTarget.value })}
      />
      <span className="quiet">{!hours.from && !hours.until && texts.closed}</span>
    </div>
  );
}

export function BandFields(fields: Fields): ReactNode {
  const texts = words.settings;
  return (
    <section className="sheet" aria-labelledby="bands-title">
      <h2 id="bands-title">{texts.bands}</h2>
      <p className="quiet">{texts.bandsSay}</p>
      <div className="side-by-side">
        <NumberField name="hotPercent" {...fields} />
        <NumberField name="warmPercent" {...fields} />
      </div>
    </section>
  );
}
