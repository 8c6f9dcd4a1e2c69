import type { FeatureColumn } from '#features';
import type { Examples } from '../estimator.js';
import { ageBalanced, closingEvidence, type LeadsToday } from './closing-evidence.js';
import type { Evidence } from './evidence.js';
import { fillingEvidence } from './filling-evidence.js';
import { heardRows, type HeardRows } from './heard-rows.js';
import { identifierEvidence } from './identifier-evidence.js';
import { commonGroups, kinshipEvidence, type CommonGroups } from './kinship-evidence.js';
import { nameEvidence } from './later-names.js';
import { periodEvidence, periodsOf } from './period-evidence.js';
import { purityEvidence } from './purity-evidence.js';
import { rankingEvidence, singleFeatureAuc } from './ranking-evidence.js';
import { filledOf, valueGroups } from './value-groups.js';

/** What an admin said of a feature, whatever the court finds. */
export type Ruling = 'admit' | 'refuse';

/** What the court looks at. */
export interface Hearing {
  /** Of known outcome; none of those the model is judged on. */
  examples: Examples;
  /** When each example's lead came, any unit; without it nothing is said of time. */
  arrivals?: Float64Array;
  /** Without it nothing is said of open leads. */
  leadsToday?: LeadsToday;
  rulings?: ReadonlyMap<string, Ruling>;
}

/** kept: nothing speaks against it. questioned: learned from, but an admin should look. removed: not learned from. */
export type Verdict = 'kept' | 'questioned' | 'removed';

/** What the court found of one feature. */
export interface Finding {
  feature: string;
  label: string;
  verdict: Verdict;
  /** Who decided: the court, or an admin by a ruling. */
  by: 'court' | 'admin';
  /** 0..1; 0 where nothing speaks against it. */
  suspicion: number;
  /** Of the outcome told by this feature alone; null where that cannot be measured. */
  auc: number | null;
  /** Share of leads that have a value. */
  filled: number;
  /** Strongest first. */
  evidence: Evidence[];
}

/** Most suspicious first: removed, then questioned, then kept. */
export interface CourtRecord {
  leads: number;
  findings: Finding[];
}

const ORDER: Record<Verdict, number> = { removed: 0, questioned: 1, kept: 2 };

/**
 * Tries every feature for knowledge it cannot have had: of the outcome, or of what followed it.
 *
 * It yields between features, so that a process that also serves is not held up.
 */
export async function holdCourt(
  { examples, arrivals, leadsToday, rulings = new Map() }: Hearing,
  giveWay: () => Promise<unknown> = () => Promise.resolve(),
): Promise<CourtRecord> {
  const heard = heardRows(examples, arrivals);
  const periods = arrivals && periodsOf(Float64Array.from(heard.rows, (row) => arrivals[row]!));
  const balanced = leadsToday && ageBalanced(leadsToday);
  const tried: Tried[] = [];
  for (const column of examples.table.columns) {
    const found = tryAlone(column, examples, heard, periods);
    const atHand = leadsToday?.table.columns.some(({ name }) => name === column.name);
    const closing = atHand && closingEvidence(leadsToday!, column.name, balanced!);
    if (closing) found.evidence.push(closing);
    tried.push(found);
    await giveWay();
  }
  addKinship(tried, heard);
  const findings = tried.map((each) => judge(each, rulings.get(each.column.name)));
  return {
    leads: heard.leads.length,
    findings: findings.toSorted(
      (a, b) => ORDER[a.verdict] - ORDER[b.verdict] || b.suspicion - a.suspicion,
    ),
  };
}

/** Names of the features that may be learned from. */
export const admitted = ({ findings }: CourtRecord): ReadonlySet<string> =>
  new Set(findings.filter(({ verdict }) => verdict !== 'removed').map(({ feature }) => feature));

interface Tried {
  column: FeatureColumn;
  auc: number;
  filled: number;
  common: CommonGroups;
  evidence: Evidence[];
}

function tryAlone(
  column: FeatureColumn,
  { table }: Examples,
  heard: HeardRows,
  periods: Int32Array | undefined,
): Tried {
  const groups = valueGroups(table, column.name, heard.rows);
  const auc = singleFeatureAuc(heard, groups);
  const filled = filledOf(groups);
  const evidence = [
    rankingEvidence(heard, auc),
    fillingEvidence(heard, groups),
    purityEvidence(heard, groups),
    periods && periodEvidence(groups, periods, heard.leads),
    identifierEvidence(table, column.name, heard),
  ];
  return {
    column,
    auc,
    filled: heard.leads.reduce((sum, at) => sum + filled[at]!, 0) / heard.leads.length,
    common: commonGroups(groups, heard),
    evidence: evidence.filter((each) => each !== undefined),
  };
}

/** What knows the same as a feature that was found to know the outcome is suspect too. */
function addKinship(tried: Tried[], heard: HeardRows): void {
  const convicted = tried.filter(({ evidence }) =>
    evidence.some(({ convicts, kind }) => convicts && kind !== 'identifier'),
  );
  for (const own of tried) {
    if (convicted.includes(own)) continue;
    const kinships = convicted.flatMap(({ column: { label }, common }) => {
      const found = kinshipEvidence(own.common, { label, groups: common }, heard);
      return found ? [found] : [];
    });
    const closest = kinships.toSorted((a, b) => b.strength - a.strength)[0];
    if (closest) own.evidence.push(closest);
  }
}

function judge({ column, auc, filled, evidence }: Tried, ruling: Ruling | undefined): Finding {
  const named = evidence.length ? nameEvidence(column.name) : undefined;
  const all = [...evidence, ...(named ? [named] : [])].toSorted((a, b) => b.strength - a.strength);
  const found = all.some(({ convicts }) => convicts)
    ? 'removed'
    : all.length
      ? 'questioned'
      : 'kept';
  return {
    feature: column.name,
    label: column.label,
    verdict: ruling ? (ruling === 'admit' ? 'kept' : 'removed') : found,
    by: ruling ? 'admin' : 'court',
    suspicion: 1 - all.reduce((left, { strength }) => left * (1 - strength), 1),
    auc: Number.isFinite(auc) ? auc : null,
    filled,
    evidence: all,
  };
}
