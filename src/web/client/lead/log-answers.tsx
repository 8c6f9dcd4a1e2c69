import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { words } from '../words';
import { useLogging } from './logging';

const LONGEST_NOTE = 1000;

/** Four big answers to "what came of it?", what was said, and how it ended. */
export function LogAnswers({ leadId, done }: { leadId: string; done?: () => void }): ReactNode {
  const [note, setNote] = useState('');
  const log = useLogging(leadId, note.trim(), () => {
    setNote('');
    done?.();
  });
  return (
    <section className="log" aria-labelledby="log-title">
      <h3 id="log-title">{words.lead.logTitle}</h3>
      <TextInput
        label={words.log.note}
        placeholder={words.log.noteHint}
        value={note}
        maxLength={LONGEST_NOTE}
        autoComplete="off"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="log-answers">
        <Answer label={words.log.spoke} press={log.spoke} />
        <Answer label={words.log.leftMessage} press={log.leftMessage} />
        <Answer label={words.log.appointment} press={log.appointment} />
        <Answer label={words.log.visit} press={log.visit} />
        <Answer label={words.log.notInterested} press={log.notInterested} />
      </div>
      <h3>{words.lead.outcome}</h3>
      <div className="log-answers">
        <Answer label={words.lead.won} press={log.won} tone="won" />
        <Answer label={words.lead.lost} press={log.lost} tone="lost" />
      </div>
    </section>
  );
}

function Answer(given: { label: string; press: () => void; tone?: 'won' | 'lost' }): ReactNode {
  return (
    <button className={`button answer ${given.tone ?? ''}`} type="button" onClick={given.press}>
      {given.label}
    </button>
  );
}
