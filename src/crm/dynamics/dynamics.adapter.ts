import type { Clock } from '#platform';
import type { ConnectionConfig, ProbeStep } from '../crm-adapter.js';
import type { CrmHttp } from '../http/crm-http.js';
import { probeStep } from '../probe-steps.js';
import { pushOneByOne } from '../push-results.js';
import { VendorAdapter, type ScoreWriting } from '../vendor-adapter.js';
import { DynamicsClient } from './dynamics-client.js';
import { DynamicsPull } from './dynamics-pull.js';
import { PredictiveScores, ScoreColumns, type ScorePlace } from './dynamics-scores.js';
import { readDynamicsSettings, type DynamicsSettings } from './dynamics-settings.js';

/** Small enough that a shift of sending ends in time, at two calls a score. */
const MOST_SCORES = 50;

/**
 * Dynamics 365 Sales over the Dataverse Web API; see README.md beside this file.
 *
 * @throws CrmSettingsError listing every fault.
 */
export function dynamicsAdapter(
  config: ConnectionConfig,
  http: CrmHttp,
  clock: Clock,
): VendorAdapter {
  const settings = readDynamicsSettings(config);
  const client = new DynamicsClient(settings, http, clock);
  const pull = new DynamicsPull(settings, client);
  const place = placeOf(settings, client);
  return new VendorAdapter({
    dialect: 'dynamics',
    name: 'Dynamics',
    where: settings.baseUrl.origin,
    statuses: settings.statuses,
    pulls: {
      lead: (cursor) => pull.leads(cursor),
      activity: (cursor) => pull.activities(cursor),
    },
    signIn: () => client.signIn(),
    scores: place
      ? scoreWriting(place)
      : {
          missing: 'nowhere named to write to',
          fix: 'Set scoreAs to predictive, or name columns of leads under scoreColumns.',
        },
    messages: 'Dynamics sends no webhooks here: leads and their changes are pulled.',
    vitals: () => client.vitals,
    remarks: () => callsLeft(client),
  });
}

function placeOf({ scores }: DynamicsSettings, client: DynamicsClient): ScorePlace | undefined {
  if (scores?.as === 'columns') return new ScoreColumns(scores.columns, client);
  return scores?.as === 'predictive' ? new PredictiveScores(client) : undefined;
}

const scoreWriting = (place: ScorePlace): ScoreWriting => ({
  mostScores: MOST_SCORES,
  // One by one: each row has its own result, and counts as one call in a batch too.
  send: (scores) => pushOneByOne(scores, (score) => place.write(score)),
  readBack: async (id) => {
    const shown = await place.shown(id);
    return typeof shown === 'number' ? { likelihoodPercent: shown } : null;
  },
  canWrite: () => probeStep('write scores', () => place.find()),
});

function callsLeft({ vitals: { budget } }: DynamicsClient): ProbeStep[] {
  if (!budget) return [];
  const detail = `${budget.left} calls are left of these five minutes, of one server`;
  return [{ name: 'calls left', topic: 'limit', ok: true, detail }];
}
