import type { Clock } from '#platform';
import type { ConnectionConfig } from '../crm-adapter.js';
import { untriedWrite } from '../field-writing.js';
import type { CrmHttp } from '../http/crm-http.js';
import { VendorAdapter, type NoWriting, type ScoreWriting } from '../vendor-adapter.js';
import { VinSolutionsClient } from './vinsolutions-client.js';
import { isEvents, verifyEvent } from './vinsolutions-events.js';
import { VinSolutionsPull } from './vinsolutions-pull.js';
import { VinSolutionsPush, likelihoodIn } from './vinsolutions-push.js';
import { VinSolutionsReferences } from './vinsolutions-references.js';
import { readVinSolutionsSettings, type VinSolutionsSettings } from './vinsolutions-settings.js';

/** Each score is a call, or two. */
const MOST_SCORES = 50;

/**
 * VinSolutions by Cox; see README.md beside this file.
 *
 * @throws CrmSettingsError listing every fault.
 */
export function vinSolutionsAdapter(
  config: ConnectionConfig,
  http: CrmHttp,
  clock: Clock,
): VendorAdapter {
  const settings = readVinSolutionsSettings(config);
  const { events } = settings;
  const client = new VinSolutionsClient(settings, http, clock);
  const references = new VinSolutionsReferences(client, clock);
  const pull = new VinSolutionsPull(settings, client, references);
  return new VendorAdapter({
    dialect: 'vinsolutions',
    name: 'VinSolutions',
    where: settings.baseUrl.origin,
    statuses: settings.statuses,
    pulls: { lead: (cursor) => pull.page(cursor) },
    vitals: () => client.vitals,
    signIn: () => client.signIn(),
    scores: scoreWriting(settings, client),
    messages: events
      ? {
          verify: (headers) => verifyEvent(headers, events),
          // Events name what changed and not how, come twice and in any order: they only hasten the next
          // pull, of which one waits at most, however many ask for it.
          read: (rawBody) => (isEvents(rawBody) ? [] : undefined),
          expected: 'An event of VinSolutions has a Type and a TrackingId.',
        }
      : 'This connection takes no events: add eventHeader to its settings.',
  });
}

function scoreWriting(
  { scoreAs }: VinSolutionsSettings,
  client: VinSolutionsClient,
): ScoreWriting | NoWriting {
  if (scoreAs === 'nothing') {
    const fix = 'Set scoreAs to isHot or isHotAndNotes in the settings.';
    return { missing: 'nothing is written to leads', fix };
  }
  const withNotes = scoreAs === 'isHotAndNotes';
  return {
    mostScores: MOST_SCORES,
    send: (scores) => new VinSolutionsPush(client, withNotes).send(scores),
    readBack: async (id) => {
      const lead = withNotes ? await client.lead(id) : undefined;
      const likelihoodPercent = lead && likelihoodIn(lead);
      return likelihoodPercent === undefined ? null : { likelihoodPercent };
    },
    canWrite: () => untriedWrite(`isHot of leads${withNotes ? ', and a line of their notes' : ''}`),
  };
}
