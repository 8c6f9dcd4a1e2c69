import type { ReactNode } from 'react';
import { type Ruling, useCourt } from '../api/model-queries';
import type { CourtData, CourtFinding } from '../api/shapes';
import { sentence } from '../say';
import { words } from '../words';
import { Rule } from './rule';

/** What the label court removed and questions, with the reasons, and what admins say to it. */
export function CourtSheet({ written }: { written: CourtData | undefined }): ReactNode {
  const { data: today } = useCourt();
  // The newest session is what a ruling is about; the card's own where none was kept.
  const court = today?.court ?? written;
  if (!court) return null;
  const of = (verdict: CourtFinding['verdict']): CourtFinding[] =>
    court.findings.filter((finding) => finding.verdict === verdict);
  const rulings = today?.rulings ?? [];
  const kept = of('kept');
  return (
    <section className="sheet" aria-labelledby="court-title">
      <h2 id="court-title" tabIndex={-1}>
        {words.model.court}
      </h2>
      <p className="quiet">{words.model.courtSays(court.findings.length, court.leads)}</p>
      <Findings title={words.model.removed} findings={of('removed')} rulings={rulings} />
      <Findings title={words.model.questioned} findings={of('questioned')} rulings={rulings} />
      {kept.length > 0 && (
        <details className="behind">
          <summary>{words.court.kept(kept.length)}</summary>
          <Findings findings={kept} rulings={rulings} />
        </details>
      )}
      {court.denied.length > 0 && (
        <>
          <h3>{words.model.denied}</h3>
          <ul className="plain-list">
            {court.denied.map(({ name, reason }) => (
              <li key={name}>{words.model.deniedSays(asTitle(name), words.said(reason))}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Findings(given: {
  title?: string;
  findings: CourtFinding[];
  rulings: Ruling[];
}): ReactNode {
  const { title, findings, rulings } = given;
  return (
    <>
      {title && <h3>{title}</h3>}
      {findings.length === 0 && <p className="quiet">{words.model.nothing}</p>}
      <ul className="admin-list findings">
        {findings.map((finding) => (
          <Finding
            key={finding.feature}
            finding={finding}
            ruling={rulings.find(({ feature }) => feature === finding.feature)}
          />
        ))}
      </ul>
    </>
  );
}

function Finding(given: { finding: CourtFinding; ruling: Ruling | undefined }): ReactNode {
  const { label, by, evidence, auc, filled } = given.finding;
  const figures = [auc === null ? '' : words.court.alone(auc), words.court.filled(filled)];
  return (
    <li>
      <p>
        <strong dir="auto">{words.said(label)}</strong>
        {by === 'admin' && ` (${words.model.byAdmin})`}
        {evidence.length > 0 && `: ${evidence.map((one) => words.said(one.words)).join('; ')}`}
      </p>
      <p className="quiet">{figures.filter(Boolean).join(' · ')}</p>
      <Rule finding={given.finding} ruling={given.ruling} />
    </li>
  );
}

/** `customer_age_band`, as the CRM calls it, → "Customer age band". */
const asTitle = (name: string): string => sentence(name.replaceAll('_', ' '));
