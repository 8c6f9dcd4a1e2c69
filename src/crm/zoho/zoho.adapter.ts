import type { Clock } from '#platform';
import type { ConnectionConfig, ProbeStep } from '../crm-adapter.js';
import { fieldsThere } from '../field-writing.js';
import type { CrmHttp } from '../http/crm-http.js';
import type { ScoreFields } from '../score-fields.js';
import { VendorAdapter, type ScoreWriting } from '../vendor-adapter.js';
import { ZohoClient } from './zoho-client.js';
import { readNotification, verifyNotification } from './zoho-notification.js';
import { ZohoPull } from './zoho-pull.js';
import { MOST_ROWS, ZohoPush } from './zoho-push.js';
import { readZohoSettings } from './zoho-settings.js';
import { ZohoWatch } from './zoho-watch.js';

/**
 * Zoho CRM, version 8 of its API; see README.md beside this file.
 *
 * @throws CrmSettingsError listing every fault.
 */
export function zohoAdapter(config: ConnectionConfig, http: CrmHttp, clock: Clock): VendorAdapter {
  const settings = readZohoSettings(config);
  const { notifications, scoreFields } = settings;
  const client = new ZohoClient(settings, http, clock, config.refreshTokens);
  const pull = new ZohoPull(settings, client, clock);
  const watch = notifications && new ZohoWatch(channelOf(config, notifications), client, clock);
  return new VendorAdapter({
    dialect: 'zoho',
    name: 'Zoho',
    where: settings.baseUrl.origin,
    statuses: settings.statuses,
    pulls: {
      lead: async (cursor) => {
        await watch?.keepOpen();
        return pull.leads(cursor);
      },
      activity: (cursor) => pull.calls(cursor),
    },
    vitals: () => client.rest.vitals,
    signIn: () => client.rest.signIn(),
    scores: scoreFields
      ? scoreWriting(scoreFields, client)
      : {
          missing: 'no field named to write to',
          fix: 'Create custom fields on Leads, and name them under scoreFields.',
        },
    messages: notifications
      ? {
          verify: (_, rawBody) => verifyNotification(rawBody, notifications.token),
          // Notifications name ids and not what became of them: they only hasten the next pull.
          read: (rawBody) => (readNotification(rawBody) ? [] : undefined),
          expected: 'A notification of Zoho names its module.',
        }
      : 'This connection takes no notifications: add notifyUrl to its settings.',
    remarks: () => [
      ...(watch ? [watch.remark()] : []),
      ...creditsLeft(client.creditsLeft, settings.creditsKept),
    ],
  });
}

const channelOf = ({ id }: ConnectionConfig, { url, token }: { url: string; token: string }) => ({
  connectionId: id,
  notifyUrl: url,
  notifyToken: token,
});

function scoreWriting(fields: ScoreFields, client: ZohoClient): ScoreWriting {
  return {
    mostScores: MOST_ROWS,
    send: (scores) => new ZohoPush(fields, client).send(scores),
    readBack: async (id) => {
      if (!/^\d+$/.test(id)) return null;
      const query = { ids: id, fields: fields.likelihood, converted: 'both' };
      const { rows } = await client.rows('Leads', query, null);
      const shown = rows[0]?.[fields.likelihood];
      return typeof shown === 'number' ? { likelihoodPercent: shown } : null;
    },
    canWrite: () =>
      fieldsThere(fields, 'Leads were asked for', (names) =>
        client.rows('Leads', { fields: names.join(), per_page: '1', page: '1' }, null),
      ),
  };
}

function creditsLeft(left: number | undefined, kept: number): ProbeStep[] {
  if (left === undefined) return [];
  const ok = left >= kept;
  const fix = 'Find out who uses the credits up, or lower creditsKept.';
  const detail = `${left} credits are left of the last 24 hours, for everybody`;
  return [{ name: 'credits', topic: 'limit', ok, detail, ...(!ok && { fix }) }];
}
