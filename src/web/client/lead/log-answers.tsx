import type { ReactNode } from 'react';
import { words } from '../words';
import { useLogging } from './logging';

/** Four big answers to "what came of it?", and how it ended. */
export function LogAnswers({ leadId, done }: { leadId: string; done?: () => void }): ReactNode {
  const log = useLogging(leadId, done);
  return (
    <section className="log" aria-labelledby="log-title">
      <h3 id="log-title">{words.lead.logTitle}</h3>
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
