import type { ReactNode } from 'react';
import type { CourtData, CourtFinding } from '../api/shapes';
import { words } from '../words';

/** What the label court removed and questions, with the reasons. */
export function CourtSheet({ court }: { court: CourtData }): ReactNode {
  const of = (verdict: CourtFinding['verdict']): CourtFinding[] =>
    court.findings.filter((finding) => finding.verdict === verdict);
  const [removed, questioned] = [of('removed'), of('questioned')];
  return (
    <section className="sheet" aria-labelledby="court-title">
      <h2 id="court-title">{words.model.court}</h2>
      <p className="quiet">{words.model.courtSays(court.findings.length, court.leads)}</p>
      <Findings title={words.model.removed} findings={removed} />
      <Findings title={words.model.questioned} findings={questioned} />
      {court.denied.length > 0 && (
        <>
          <h3>{words.model.denied}</h3>
          <ul className="plain-list">
            {court.denied.map(({ name, reason }) => (
              <li key={name}>{words.model.deniedSays(name, reason)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Findings({ title, findings }: { title: string; findings: CourtFinding[] }): ReactNode {
  return (
    <>
      <h3>{title}</h3>
      {findings.length === 0 && <p className="quiet">{words.model.nothing}</p>}
      <ul className="plain-list">
        {findings.map(({ feature, label, by, evidence }) => (
          <li key={feature}>
            <strong>{label}</strong>
            {by === 'admin' && ` (${words.model.byAdmin})`}
            {evidence.length > 0 && `: ${evidence.map((one) => one.words).join('; ')}`}
          </li>
        ))}
      </ul>
    </>
  );
}
