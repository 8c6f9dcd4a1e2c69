import type { Clock } from '#platform';
import type { ConnectionConfig, ProbeStep } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import type { CrmHttp } from '../http/crm-http.js';
import { VendorAdapter, type NoWriting, type VendorMessages } from '../vendor-adapter.js';
import { MetaClient } from './meta-client.js';
import { MetaPull } from './meta-pull.js';
import { leadRecord } from './meta-records.js';
import { readMetaSettings, type Conversions, type MetaSettings } from './meta-settings.js';
import { MetaStages } from './meta-stages.js';
import { answerOfChallenge, leadsNamedIn, misdirectedIn, verifySignature } from './meta-webhook.js';

/**
 * Lead forms of a page on Facebook and Instagram; see README.md beside this file.
 *
 * @throws CrmSettingsError listing every fault.
 */
export function metaAdapter(config: ConnectionConfig, http: CrmHttp, clock: Clock): VendorAdapter {
  const settings = readMetaSettings(config);
  const client = new MetaClient(settings, http, clock);
  const pull = new MetaPull(settings, client, clock);
  const { pageId, conversions, verifyToken } = settings;
  return new VendorAdapter({
    dialect: 'meta',
    name: 'Meta',
    where: settings.baseUrl.origin,
    // A form's lead has no status: what becomes of it is known elsewhere.
    statuses: {},
    pulls: { lead: (cursor) => pull.page(cursor) },
    signIn: () => client.signIn(),
    scores: stagesInstead(conversions),
    messages: messages(settings),
    vitals: () => client.vitals,
    remarks: () => usage(settings, client),
    newcomers: {
      namedIn: (rawBody) => leadsNamedIn(rawBody, pageId),
      fetch: (ids) => fetchLeads(ids, client, settings),
    },
    stages: conversions && new MetaStages(conversions, client, clock),
    answerChallenge: (query) => answerOfChallenge(query, verifyToken),
  });
}

/** A message names leads and does not tell them: they are fetched by their ids. */
const messages = ({ appSecret, pageId }: MetaSettings): VendorMessages => ({
  verify: (headers, rawBody) => verifySignature(headers, rawBody, appSecret),
  read: (rawBody) => misdirectedIn(rawBody, pageId),
  expected: 'A webhook of Meta names leads, this does not.',
});

async function fetchLeads(
  ids: readonly string[],
  client: MetaClient,
  settings: MetaSettings,
): Promise<CrmRecord[]> {
  const records: CrmRecord[] = [];
  for (const id of ids) {
    // One after the other: calls are counted by lead.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const lead = await client.lead(id);
    if (lead) records.push(leadRecord(lead, settings));
  }
  return records;
}

/** There is no field for a score, and nothing to try without leaving an event. */
const stagesInstead = (conversions: Conversions | undefined): NoWriting => ({
  missing: 'Meta has no field for them',
  fix: 'Name a dataset under conversions, and it is told stages.',
  instead: () => toldStages(conversions),
});

function toldStages(conversions: Conversions | undefined): ProbeStep {
  const name = 'tell stages';
  if (conversions) {
    const told = Object.values(conversions.names).join(', ');
    const test = conversions.testEventCode ? ', as test events' : '';
    const detail = `to dataset ${conversions.datasetId}${test}: ${told}; the first shows the permission`;
    return { name, ok: true, detail };
  }
  const fix = 'Add conversions with a datasetId to the settings.';
  return { name, ok: false, detail: 'no dataset named to tell them to', fix };
}

function usage({ usageKept }: MetaSettings, { usage: { percent } }: MetaClient): ProbeStep[] {
  if (percent === undefined) return [];
  const ok = percent < usageKept;
  const fix = 'Wait, or raise usageKept.';
  const detail = `${percent} % of Meta's limits is used up`;
  return [{ name: 'usage', topic: 'limit', ok, detail, ...(!ok && { fix }) }];
}
