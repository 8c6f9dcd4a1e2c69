import type { Clock } from '#platform';
import type { ConnectionConfig } from '../crm-adapter.js';
import { fieldsThere } from '../field-writing.js';
import type { CrmHttp } from '../http/crm-http.js';
import { parseJson } from '../http/json-text.js';
import type { ScoreFields } from '../score-fields.js';
import { isPlainObject } from '../settings-reading.js';
import { VendorAdapter, type ScoreWriting, type VendorMessages } from '../vendor-adapter.js';
import { HubSpotClient } from './hubspot-client.js';
import { HubSpotPull } from './hubspot-pull.js';
import { HubSpotPush, MOST_INPUTS } from './hubspot-push.js';
import { readHubSpotSettings } from './hubspot-settings.js';
import { verifyHubSpotSignature, type HubSpotWebhook } from './hubspot-signature.js';

/**
 * HubSpot: contacts with their deals are leads; see README.md beside this file.
 *
 * @throws CrmSettingsError listing every fault.
 */
export function hubSpotAdapter(
  config: ConnectionConfig,
  http: CrmHttp,
  clock: Clock,
): VendorAdapter {
  const settings = readHubSpotSettings(config);
  const client = new HubSpotClient(settings, http, clock);
  const pull = new HubSpotPull(settings, client, clock);
  return new VendorAdapter({
    dialect: 'hubspot',
    name: 'HubSpot',
    where: settings.baseUrl.origin,
    statuses: settings.statuses,
    pulls: {
      lead: (cursor) => pull.leads(cursor),
      activity: (cursor) => pull.activities(cursor),
    },
    // A token proves itself by its first answer.
    vitals: () => client.vitals,
    signIn: () => client.get('/crm/v3/objects/contacts', { limit: '1' }),
    scores: settings.scoreProperties
      ? scoreWriting(settings.scoreProperties, client)
      : {
          missing: 'no property named to write to',
          fix: 'Create contact properties for the score, and name them under scoreProperties.',
        },
    messages: settings.webhook
      ? events(settings.webhook, clock)
      : 'This connection takes no webhooks: add webhookUrl to its settings.',
  });
}

function scoreWriting(properties: ScoreFields, client: HubSpotClient): ScoreWriting {
  const { likelihood } = properties;
  return {
    mostScores: MOST_INPUTS,
    send: (scores) => new HubSpotPush(properties, client).send(scores),
    readBack: async (id) => {
      const path = `/crm/v3/objects/contacts/${encodeURIComponent(id)}`;
      const url = client.calls.url(path, { properties: likelihood });
      const { status, json } = await client.calls.send({ method: 'GET', url, alsoGood: [404] });
      const told = status !== 404 && isPlainObject(json) ? json['properties'] : undefined;
      const shown = isPlainObject(told) ? told[likelihood] : undefined;
      const isShown = typeof shown === 'string' && shown !== '';
      return isShown ? { likelihoodPercent: Number(shown) } : null;
    },
    canWrite: () =>
      fieldsThere(properties, 'contacts have', async (names) => {
        // A few at most, and the portal counts calls.
        for (const name of names) await client.get(`/crm/v3/properties/contacts/${name}`);
      }),
  };
}

/**
 * Events name what changed and not how, come twice and out of order: they only hasten the next pull,
 * which reads the objects themselves.
 */
function events(webhook: HubSpotWebhook, clock: Clock): VendorMessages {
  return {
    verify: (headers, rawBody) => verifyHubSpotSignature(webhook, headers, rawBody, clock),
    read: (rawBody) => {
      try {
        return Array.isArray(parseJson(rawBody.toString('utf8'))) ? [] : undefined;
      } catch {
        // What it holds is nobody's business here.
        return undefined;
      }
    },
    expected: 'A webhook of HubSpot is a list of events, this is not.',
  };
}
