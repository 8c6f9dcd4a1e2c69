import { DomainError } from '#platform';
import type { CrmPage, ProbeStep, StatusMapping } from './crm-adapter.js';
import type { CrmRecord, RecordKind } from './crm-record.js';

/** A connection as its probe sees it: nothing here writes to the outside system. */
export interface ProbedConnection {
  /** Where it points, for people: an origin without credentials. */
  where: string;
  statuses: StatusMapping;
  kinds: readonly RecordKind[];
  signIn(): Promise<void>;
  firstPage(kind: RecordKind): Promise<CrmPage>;
  /** Whether scores can be written, found out without writing one. */
  canWrite(): Promise<ProbeStep>;
  /** What reading showed beside records: the clock, what is left of a limit. Asked last. */
  remarks?(): ProbeStep[];
}

/** Tries a connection the way a sync would, without writing anything; stops at the first dead end. */
export async function probeConnection(connection: ProbedConnection): Promise<ProbeStep[]> {
  const { where } = connection;
  const steps = [await probeStep('sign in', () => connection.signIn().then(() => where))];
  if (steps[0]?.ok !== true) return steps;
  for (const kind of connection.kinds) {
    // One after the other, as a sync would: the CRM may count requests.
    // oxlint-disable-next-line no-await-in-loop -- see above
    steps.push(...(await readSteps(kind, connection)));
  }
  steps.push(await connection.canWrite(), ...(connection.remarks?.() ?? []));
  return steps;
}

/** One attempt as a step: what it answers is the detail, what it throws tells the fix. */
export async function probeStep(name: string, attempt: () => Promise<string>): Promise<ProbeStep> {
  try {
    return { name, ok: true, detail: await attempt() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const fix = FIXES[error.code] ?? FIXES['OTHER'] ?? '';
    return { name, ok: false, detail: error.message, fix };
  }
}

const FIXES: Record<string, string> = {
  CRM_UNAVAILABLE: 'Check the address, and whether the CRM is up; then probe again.',
  CRM_AUTH_REFUSED: 'Check the secrets of this connection, and what the CRM permits them.',
  CRM_ADDRESS_REFUSED: 'Use a public https address, or have the operator allow the host.',
  OTHER: "Compare path, items and fields in the settings with the CRM's documentation.",
};

async function readSteps(kind: RecordKind, connection: ProbedConnection): Promise<ProbeStep[]> {
  let page: CrmPage | undefined;
  const read = await probeStep(`read ${kind} records`, async () => {
    page = await connection.firstPage(kind);
    return `${page.records.length} on the first page${samples(page.records)}`;
  });
  if (!page) return [read];
  const steps = [read, identityStep(kind, page)];
  if (kind === 'lead') steps.push(statusStep(page, connection.statuses));
  return steps;
}

const MOST_SAMPLES = 3;

/** Which fields came through, by name only: values may be somebody's. */
function samples(records: CrmRecord[]): string {
  const shown = records.slice(0, MOST_SAMPLES).map((record) => {
    if (record.kind === 'unreadable') return 'unreadable';
    const { externalId, ...fields } = record.said;
    const filled = Object.entries(fields).filter(([, value]) => value !== undefined);
    return `${String(externalId)} with ${filled.map(([name]) => name).join(', ')}`;
  });
  return shown.length ? `, such as ${shown.join('; ')}` : '';
}

function identityStep(kind: RecordKind, { records }: CrmPage): ProbeStep {
  const name = `identify ${kind} records`;
  const bare = records.filter(
    (record) => record.kind === 'unreadable' || (record.said.externalId ?? '') === '',
  ).length;
  if (bare === 0) return { name, ok: true, detail: 'every one has an id' };
  const detail = `${bare} of ${records.length} have no id`;
  return { name, ok: false, detail, fix: `Check where the id of a ${kind} is read from.` };
}

const MOST_STATUSES = 20;

function statusStep({ records }: CrmPage, statuses: StatusMapping): ProbeStep {
  const name = 'understand statuses';
  const seen = new Set<string>();
  for (const record of records) {
    const status = record.kind === 'lead' ? record.said.status : undefined;
    if (typeof status === 'string') seen.add(status);
  }
  const known = [...seen].filter((status) => Object.hasOwn(statuses, status));
  const unknown = [...seen].filter((status) => !Object.hasOwn(statuses, status));
  if (unknown.length > 0) {
    const detail = `not mapped: ${shortened(unknown)}`;
    return { name, ok: false, detail, fix: 'Add them to statuses in the settings.' };
  }
  const read = known.map((status) => `${status} is ${statuses[status]!.outcome}`);
  return { name, ok: true, detail: read.length ? shortened(read) : 'none on the first page' };
}

const shortened = (words: string[]): string =>
  words
    .slice(0, MOST_STATUSES)
    .map((word) => word.slice(0, 60))
    .join(', ');
