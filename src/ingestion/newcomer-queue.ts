import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Tenancy } from '#access';
import { Jobs } from '#platform';
import { Doorways } from './doorways.js';
import { Intake } from './intake.js';

/** Queue: fetch leads that a webhook named and did not tell. */
export const FETCH_NEWCOMERS = 'fetch-newcomers';

interface NewcomersJob {
  dealershipId: string;
  connectionId: string;
  externalIds: string[];
}

/** Few enough that one that cannot be had keeps no crowd waiting. */
const MOST_A_JOB = 25;

/**
 * Leads by their ids, so that a webhook is answered at once. What is stored already is not asked for
 * again, however often it is named; what could not be had is found by the next sync.
 */
@Injectable()
export class NewcomerQueue implements OnModuleInit {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly doorways: Doorways,
    private readonly intake: Intake,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    const options = { concurrency: 2, retryLimit: 5, retryDelaySeconds: 15, expireInSeconds: 300 };
    this.jobs.work<NewcomersJob>(FETCH_NEWCOMERS, options, (job) => this.fetch(job));
  }

  async send(
    dealershipId: string,
    connectionId: string,
    externalIds: readonly string[],
  ): Promise<void> {
    const items: { data: NewcomersJob; key: string }[] = [];
    for (let from = 0; from < externalIds.length; from += MOST_A_JOB) {
      const some = externalIds.slice(from, from + MOST_A_JOB);
      const digest = createHash('sha256').update(some.join()).digest('base64');
      const data = { dealershipId, connectionId, externalIds: some };
      items.push({ data, key: `${connectionId}:${digest}` });
    }
    await this.jobs.sendMany(FETCH_NEWCOMERS, items);
  }

  /** @throws CrmUnavailableError @throws CrmAuthError */
  async fetch({ dealershipId, connectionId, externalIds }: NewcomersJob): Promise<void> {
    const { adapter, key, unknown } = await this.tenancy.asDealership(
      dealershipId,
      async (manager) => {
        const opened = await this.doorways.open(manager, dealershipId, connectionId);
        const known = await manager.query<{ key: string; externalIds: string[] }[]>(
          `SELECT connection.key, array(
             SELECT external_id FROM lead
             WHERE dealership_id = $1 AND connection_id = $2 AND external_id = ANY($3::text[])
           ) AS "externalIds"
           FROM crm_connection AS connection WHERE dealership_id = $1 AND id = $2`,
          [dealershipId, connectionId, externalIds],
        );
        const stored = new Set(known[0]?.externalIds);
        return {
          adapter: opened.adapter,
          key: known[0]?.key ?? '',
          unknown: externalIds.filter((id) => !stored.has(id)),
        };
      },
    );
    if (unknown.length === 0 || !adapter?.newcomers) return;
    const records = await adapter.newcomers.fetch(unknown);
    if (records.length > 0) await this.intake.accept({ dealershipId }, key, records);
  }
}
