import type { Clock } from '#platform';
import type { ConnectionConfig } from '../crm-adapter.js';
import { untriedWrite } from '../field-writing.js';
import type { CrmHttp } from '../http/crm-http.js';
import { pushOneByOne } from '../push-results.js';
import { VendorAdapter } from '../vendor-adapter.js';
import { EleadClient } from './elead-client.js';
import { scoreComment } from './elead-comment.js';
import { EleadPull } from './elead-pull.js';
import { readEleadSettings } from './elead-settings.js';

/** What a minute's calls leave room for beside reading. */
const MOST_COMMENTS = 25;

/**
 * Elead by CDK's Fortellis: opportunities are leads; see README.md beside this file.
 *
 * @throws CrmSettingsError listing every fault.
 */
export function eleadAdapter(config: ConnectionConfig, http: CrmHttp, clock: Clock): VendorAdapter {
  const settings = readEleadSettings(config);
  const client = new EleadClient(settings, http, clock);
  const pull = new EleadPull(settings, client, clock);
  return new VendorAdapter({
    dialect: 'elead',
    name: 'Elead',
    where: settings.baseUrl.origin,
    statuses: settings.statuses,
    pulls: { lead: (cursor) => pull.page(cursor) },
    vitals: () => client.vitals,
    signIn: () => client.signIn(),
    // Comments can be added and not be read.
    scores: settings.writesComments
      ? {
          mostScores: MOST_COMMENTS,
          send: (scores) =>
            pushOneByOne(scores, (score) =>
              client.comment(score.leadExternalId, scoreComment(score)),
            ),
          canWrite: () => untriedWrite('one comment for each material change'),
        }
      : {
          missing: 'comments are not wanted',
          fix: 'Set scoreAs to comment in the settings.',
        },
    messages: 'Elead sends no webhooks here: opportunities are pulled.',
  });
}
