import type { ReactNode } from 'react';
import type { ProbeShown } from '../api/connection-queries';
import { words } from '../words';
import { recordField } from './field-words';

type Step = ProbeShown['steps'][number];

/** What was tried, what was seen, and what to mend. */
export function ProbeChecklist({ probe }: { probe: ProbeShown }): ReactNode {
  const texts = words.connections;
  return (
    <div className="checklist">
      <p>{probe.ok ? texts.good : texts.bad}</p>
      <ul>
        {probe.steps.map((step) => (
          <StepLine key={step.name} step={step} />
        ))}
      </ul>
    </div>
  );
}

function StepLine({ step }: { step: Step }): ReactNode {
  const { topics, kinds, samples, sample, noMeaning, unshown } = words.connections;
  return (
    <li className={step.ok ? 'passed' : 'failed'}>
      <strong>
        {step.ok ? '✓' : '✗'} {topics[step.topic]}
        {step.kind && `: ${kinds[step.kind] ?? step.kind}`}
      </strong>
      <span>{words.said(step.detail)}</span>
      {step.fix && <span className="checklist-fix">{words.said(step.fix)}</span>}
      {step.samples && step.samples.length > 0 && (
        <details className="behind">
          <summary>{samples}</summary>
          {step.samples.map((fields, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- samples have nothing else
            <p key={at} className="quiet">
              {sample(at + 1)}: {fields.map(recordField).join(', ')}
            </p>
          ))}
        </details>
      )}
      {step.statuses?.map(({ status, count, outcome }) => (
        <span key={status ?? 'unshown'} className="quiet">
          {status ?? unshown} ({count}) → {outcome ? outcomeWord(outcome) : noMeaning}
        </span>
      ))}
    </li>
  );
}

const outcomeWord = (outcome: string): string => {
  const known: Record<string, string> = words.quarantine.outcomes;
  return known[outcome] ?? outcome;
};
