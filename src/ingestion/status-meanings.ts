import { Injectable } from '@nestjs/common';
import { type ActingTenant, AuditTrail, Tenancy } from '#access';
import { ConnectionChanges, Connections, QuarantineOverview, type SaidStatuses } from '#leads';
import { readOutcome } from '#crm';
import { UNKNOWN_STATUS } from './cleaning/clean-outcome.js';
import { Doorways } from './doorways.js';
import { StatusMeaningError } from './ingestion.errors.js';
import { Replay } from './replay.js';

export interface KnownStatus {
  status: string;
  meaning: SaidStatuses[string];
  /** Said by people here, beside what the dialect and its settings know. */
  saidHere: boolean;
}

export interface StatusWords {
  known: KnownStatus[];
  /** `status` is null where the words may be somebody's data and are not shown. */
  unknown: { status: string | null; waiting: number; oldest: Date }[];
}

export interface SaidMeaning {
  status: string;
  outcome: string;
  excludedReason?: string;
}

const MOST_REPLAYED = 1000;

/** What a system's statuses mean, and what people say of those that nobody mapped. */
@Injectable()
export class StatusMeanings {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly changes: ConnectionChanges,
    private readonly overview: QuarantineOverview,
    private readonly doorways: Doorways,
    private readonly replay: Replay,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws ConnectionNotFoundError */
  of(dealershipId: string, key: string): Promise<StatusWords> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const { id, statuses } = await this.connections.byKey(manager, dealershipId, key);
      const { context } = await this.doorways.open(manager, dealershipId, id);
      const groups = await this.overview.groups(manager, dealershipId, id);
      const known = Object.entries(context.statusMapping)
        .map(([status, meaning]) => ({
          status,
          meaning,
          saidHere: Object.hasOwn(statuses, status),
        }))
        .toSorted((a, b) => a.status.localeCompare(b.status));
      const unknown = groups
        .filter(({ reason }) => reason === UNKNOWN_STATUS)
        .map(({ about, waiting, oldest }) => ({ status: about, waiting, oldest }));
      return { known, unknown };
    });
  }

  /**
   * From now on the status means this; what waits in quarantine for it is tried again.
   * @throws ConnectionNotFoundError @throws StatusMeaningError
   */
  async say(
    { dealershipId, actor }: ActingTenant,
    key: string,
    { status, outcome, excludedReason }: SaidMeaning,
  ): Promise<{ stored: number; refused: number }> {
    const meaning = readOutcome(
      outcome === 'EXCLUDED' ? { outcome, excludedReason } : excludedReason ? undefined : outcome,
    );
    if (!meaning) throw new StatusMeaningError();
    const connectionId = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const { id } = await this.connections.byKey(manager, dealershipId, key);
      await this.changes.mapStatus(manager, dealershipId, id, { [status]: meaning });
      await this.audit.record(manager, {
        actor,
        action: 'connection.status_mapped',
        subject: `connection:${id}`,
        details: { key, status, ...meaning },
      });
      return id;
    });
    const waiting = { reason: UNKNOWN_STATUS, about: status, limit: MOST_REPLAYED };
    return this.replay.all(dealershipId, connectionId, waiting);
  }
}
