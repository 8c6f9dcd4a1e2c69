import { DomainError } from '#platform';
import type { CrmPage, ProbeStep, ProbeTopic, StatusMapping } from './crm-adapter.js';
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
  const steps: ProbeStep[] = [
    await probeStep('sign in', () => connection.signIn().then(() => where), 'sign-in'),
  ];
  if (steps[0]?.ok !== true) return steps;
  for (const kind of connection.kinds) {
    // One after the other, as a sync would: the CRM may count requests.
    // oxlint-disable-next-line no-await-in-loop -- see above
    steps.push(...(await readSteps(kind, connection)));
  }
  steps.push(
    { ...(await connection.canWrite()), topic: 'write' },
    ...(connection.remarks?.() ?? []),
  );
  return steps;
}

/** One attempt as a step: what it answers is the detail, what it throws tells the fix. */
export async function probeStep(
  name: string,
  attempt: () => Promise<string>,
  topic: ProbeTopic = 'other',
): Promise<ProbeStep> {
  try {
    return { name, topic, ok: true, detail: await attempt() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const fix = FIXES[error.code] ?? FIXES['OTHER'] ?? '';
    return { name, topic, ok: false, detail: error.message, fix };
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
  const tried = await probeStep(
    `read ${kind} records`,
    async () => {
      page = await connection.firstPage(kind);
      return `${page.records.length} on the first page`;
    },
    'read',
  );
  if (!page) return [{ ...tried, kind }];
  const read: ProbeStep = { ...tried, kind, samples: samples(page.records) };
  const steps: ProbeStep[] = [read, identityStep(kind, page)];
  if (kind === 'lead') steps.push(statusStep(page, connection.statuses));
  return steps;
}

const MOST_SAMPLES = 3;

/** Which fields came through, by name only: values may be somebody's. */
const samples = (records: CrmRecord[]): string[][] =>
  records
    .slice(0, MOST_SAMPLES)
    .map((record) => (record.kind === 'unreadable' ? [] : filledIn(record.said)));

/** `customer.email`, `vehicle.make`; the system's own fields only as `custom`. */
function filledIn(said: object): string[] {
  return Object.entries(said).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined || value === null || value === '') return [];
    if (typeof value !== 'object') return [name];
    const inner = Array.isArray(value) || name === 'custom' ? [] : filledIn(value);
    if (inner.length > 0) return inner.map((leaf) => `${name}.${leaf}`);
    return Object.keys(value).length > 0 ? [name] : [];
  });
}

function identityStep(kind: RecordKind, { records }: CrmPage): ProbeStep {
  const name = `identify ${kind} records`;
  const bare = records.filter(
    (record) => record.kind === 'unreadable' || (record.said.externalId ?? '') === '',
  ).length;
  const topic = 'identify';
  if (bare === 0) return { name, topic, kind, ok: true, detail: 'every one has an id' };
  const detail = `${bare} of ${records.length} have no id`;
  return {
    name,
    topic,
    kind,
    ok: false,
    detail,
    fix: `Check where the id of a ${kind} is read from.`,
  };
}

const MOST_STATUSES = 20;

function statusStep({ records }: CrmPage, statuses: StatusMapping): ProbeStep {
  const name = 'understand statuses';
  const topic = 'statuses';
  const seen = new Map<string, number>();
  for (const record of records) {
    const said = record.kind === 'lead' ? record.said.status : undefined;
    if (said === undefined || said === null || said === '') continue;
    const status = String(said);
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  const counted = [...seen].map(([status, count]) => ({ status, count }));
  const known = [...seen.keys()].filter((status) => Object.hasOwn(statuses, status));
  const unknown = [...seen.keys()].filter((status) => !Object.hasOwn(statuses, status));
  if (unknown.length > 0) {
    const detail = `not mapped: ${shortened(unknown)}`;
    const fix = 'Add them to statuses in the settings.';
    return { name, topic, ok: false, detail, fix, statuses: counted };
  }
  const read = known.map((status) => `${status} is ${statuses[status]!.outcome}`);
  const detail = read.length ? shortened(read) : 'none on the first page';
  return { name, topic, ok: true, detail, statuses: counted };
}

const shortened = (words: string[]): string =>
  words
    .slice(0, MOST_STATUSES)
    .map((word) => word.slice(0, 60))
    .join(', ');
