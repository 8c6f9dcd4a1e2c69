import type { CrmVitals, ProbeStep, ProbeTopic, StatusMapping } from '#crm';
import { isShowable, meaningOf } from './cleaning/clean-outcome.js';

export interface SeenStatus {
  /** null where the words may be somebody's data. */
  status: string | null;
  count: number;
  /** null: nobody said what it means. */
  outcome: string | null;
}

export interface CheckedStep extends Omit<ProbeStep, 'topic' | 'statuses'> {
  topic: ProbeTopic;
  statuses?: SeenStatus[];
}

/** Beyond it "changed since" may leave changes out. */
const MOST_SKEW_MS = 120_000;
/** Less than this part of a limit is little. */
const LITTLE = 0.1;

/** A probe's steps for whoever must act on them: each status with what it means here, the clock, and the limit. */
export function checklist(
  steps: readonly ProbeStep[],
  mapping: StatusMapping,
  vitals: CrmVitals,
): CheckedStep[] {
  const told = steps.map((step) => withMeanings(step, mapping));
  const hasLimit = told.some(({ topic }) => topic === 'limit');
  return [...told, ...clockStep(vitals), ...(hasLimit ? [] : limitStep(vitals))];
}

function withMeanings(step: ProbeStep, mapping: StatusMapping): CheckedStep {
  const { statuses: seen, topic = 'other', ...told } = step;
  const rest = { ...told, topic };
  if (!seen) return rest;
  const statuses = seen.map(({ status, count }) => ({
    status: isShowable(status) ? status : null,
    count,
    outcome: meaningOf(status, mapping)?.outcome ?? null,
  }));
  const unknown = statuses.filter(({ outcome }) => outcome === null).length;
  const { fix: _fix, ...sure } = rest;
  return unknown === 0
    ? { ...sure, ok: true, statuses, detail: `${statuses.length} seen, each with a meaning` }
    : {
        ...sure,
        ok: false,
        statuses,
        detail: `${unknown} of ${statuses.length} have no meaning yet; leads with them wait in quarantine`,
        fix: 'Say what each of them means. Leads that wait for it are then taken in.',
      };
}

function clockStep({ clockAheadMs }: CrmVitals): CheckedStep[] {
  if (clockAheadMs === undefined) return [];
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000);
  const ok = Math.abs(clockAheadMs) <= MOST_SKEW_MS;
  const detail =
    seconds <= 1
      ? 'shows the same time as ours'
      : `is ${seconds} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} ours`;
  const fix = 'Have the clock of this server, or of the CRM, set by a time service.';
  return [{ name: 'compare clocks', topic: 'clock', ok, detail, ...(!ok && { fix }) }];
}

function limitStep({ budget }: CrmVitals): CheckedStep[] {
  if (!budget) return [];
  const { left, of } = budget;
  const ok = of === undefined ? left > 0 : left >= of * LITTLE;
  const detail = `${left} calls are left${of === undefined ? '' : ` of ${of}`}`;
  const fix = 'Find out who else uses the calls up, or sync less often.';
  return [{ name: 'calls left', topic: 'limit', ok, detail, ...(!ok && { fix }) }];
}
