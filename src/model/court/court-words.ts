import { percent } from './evidence.js';
import type { CourtRecord, Finding } from './label-court.js';

/** What the court removed and questions, a line a feature, for a terminal or a report. */
export function courtWords({ findings, leads }: CourtRecord): string[] {
  const removed = findings.filter(({ verdict }) => verdict === 'removed');
  const questioned = findings.filter(({ verdict }) => verdict === 'questioned');
  return [
    `The label court tried ${findings.length} features on ${leads} leads: ${removed.length} removed, ` +
      `${questioned.length} put before an admin.`,
    ...removed.map((finding) => `removed: ${findingWords(finding)}`),
    ...questioned.map((finding, at) => `question ${at + 1}: ${findingWords(finding)}`),
  ];
}

export function findingWords({ label, by, suspicion, evidence }: Finding): string {
  const why = evidence.map(({ words }) => words).join('; ');
  const ruled = by === 'admin' ? ' by an admin’s ruling' : '';
  return `"${label}"${ruled} (suspicion ${percent(suspicion)})${why ? `: ${why}` : ''}.`;
}
