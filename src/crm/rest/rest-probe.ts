import { DomainError } from '#platform';
import type { CrmPage, ProbeStep } from '../crm-adapter.js';
import type { RecordKind } from '../crm-record.js';
import type { RestSettings } from './rest-settings.js';

export interface ProbedConnection {
  settings: RestSettings;
  signIn(): Promise<void>;
  firstPage(kind: RecordKind): Promise<CrmPage>;
}

/** Tries a connection the way a sync would, without writing anything; stops at the first dead end. */
export async function probeRest(connection: ProbedConnection): Promise<ProbeStep[]> {
  const { settings } = connection;
  const steps = [
    await step('sign in', () => connection.signIn().then(() => settings.baseUrl.origin)),
  ];
  if (steps[0]?.ok !== true) return steps;
  for (const kind of Object.keys(settings.pull) as RecordKind[]) {
    // One after the other, as a sync would: the CRM may count requests.
    // oxlint-disable-next-line no-await-in-loop -- see above
    steps.push(...(await readSteps(kind, connection)));
  }
  steps.push(writeStep(settings));
  return steps;
}

async function step(name: string, attempt: () => Promise<string>): Promise<ProbeStep> {
  try {
    return { name, ok: true, detail: await attempt() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      name,
      ok: false,
      detail: error.message,
      fix: FIXES[error.code] ?? FIXES['OTHER'] ?? '',
    };
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
  const read = await step(`read ${kind} records`, async () => {
    page = await connection.firstPage(kind);
    return `${page.records.length} on the first page`;
  });
  if (!page) return [read];
  const steps = [read, identityStep(kind, page)];
  if (kind === 'lead') steps.push(statusStep(page, connection.settings));
  return steps;
}

function identityStep(kind: RecordKind, { records }: CrmPage): ProbeStep {
  const name = `identify ${kind} records`;
  const bare = records.filter(
    (record) => record.kind === 'unreadable' || (record.said.externalId ?? '') === '',
  ).length;
  if (bare === 0) return { name, ok: true, detail: 'every one has an id' };
  const detail = `${bare} of ${records.length} have no id`;
  return { name, ok: false, detail, fix: `Check externalId in pull.${kind}.fields.` };
}

function statusStep({ records }: CrmPage, { statuses }: RestSettings): ProbeStep {
  const name = 'understand statuses';
  const unknown = new Set<string>();
  for (const record of records) {
    const status = record.kind === 'lead' ? record.said.status : undefined;
    if (typeof status === 'string' && !Object.hasOwn(statuses, status))
      unknown.add(status.slice(0, 60));
  }
  if (unknown.size === 0) return { name, ok: true, detail: 'all on the first page are mapped' };
  const detail = `not mapped: ${[...unknown].slice(0, 20).join(', ')}`;
  return { name, ok: false, detail, fix: 'Add them to statuses in the settings.' };
}

function writeStep({ push }: RestSettings): ProbeStep {
  const name = 'write scores';
  return push
    ? {
        name,
        ok: true,
        detail: `will ${push.method} ${push.path}; shown to work by the first score`,
      }
    : {
        name,
        ok: false,
        detail: 'no write path',
        fix: 'Add push to the settings to see scores in the CRM.',
      };
}
