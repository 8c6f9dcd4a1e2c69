import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';

/** A system that has stopped answering. */
export interface Outage {
  /** What the connection is called. */
  connection: string;
  /** When it first failed to answer. */
  since: Date;
}

/** What is down: connections whose syncs have failed ever since one of them did. */
@Injectable()
export class Outages {
  constructor(private readonly tenancy: Tenancy) {}

  now(dealershipId: string): Promise<Outage[]> {
    return this.tenancy.asDealership(dealershipId, (manager) =>
      manager.query<Outage[]>(
        `SELECT connection.name AS connection, min(failed.started_at) AS since
         FROM crm_connection AS connection
         JOIN sync_run AS failed ON failed.connection_id = connection.id
         WHERE connection.dealership_id = $1 AND connection.enabled
           -- Of a run that lost its process, nobody knows what the other side did.
           AND failed.error <> 'interrupted' AND failed.finished_at > coalesce(
             (SELECT max(finished_at) FROM sync_run
              WHERE connection_id = connection.id AND finished_at IS NOT NULL AND error IS NULL),
             '-infinity')
         GROUP BY connection.id, connection.name ORDER BY since`,
        [dealershipId],
      ),
    );
  }
}
