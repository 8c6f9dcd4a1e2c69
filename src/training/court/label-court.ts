import { Injectable } from '@nestjs/common';
import { AuditTrail, Tenancy } from '#access';
import { featureSchema } from '#features';
import { Clock } from '#platform';

import { TrainingRunStore } from '../training-run.store.js';
import type { StoredCourt } from '../training-run.js';
import { CourtRulingStore } from './court-ruling.store.js';
import type { CourtRuling } from './court-ruling.js';

/** What stands before the court of a dealer group. */
export interface CourtToday {
  /** The newest run that held court; null before the first. */
  runId: string | null;
  heldAt: Date | null;
  court: StoredCourt | null;
  rulings: CourtRuling[];
}

/** The label court of a dealer group: what its last session found, and what admins ruled. */
@Injectable()
export class LabelCourt {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly runs: TrainingRunStore,
    private readonly rulings: CourtRulingStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  today(groupId: string): Promise<CourtToday> {
    return this.tenancy.asGroup(groupId, async (manager) => {
      const run = await this.runs.newestWithCourt(manager, groupId);
      return {
        runId: run?.id ?? null,
        heldAt: run?.startedAt ?? null,
        court: run?.court ?? null,
        rulings: await this.rulings.standing(manager, groupId),
      };
    });
  }

  /**
   * Holds for every later run.
   *
   * @throws DeniedFeatureError for what may never be a feature, whoever admits it.
   */
  async rule(groupId: string, said: Omit<CourtRuling, 'at'>): Promise<CourtRuling> {
    if (said.ruling === 'admit') refuseDenied(said.feature);
    const ruling = { ...said, at: this.clock.now() };
    await this.tenancy.asGroup(groupId, async (manager) => {
      await this.rulings.add(manager, groupId, ruling);
      await this.audit.record(manager, {
        actor: said.by,
        action: `court.${said.ruling}`,
        subject: `feature:${said.feature}`,
        details: { reason: said.reason },
      });
    });
    return ruling;
  }
}

/** The schema knows what is denied; declared features are allowed by being declared. */
function refuseDenied(name: string): void {
  if (featureSchema().some((column) => column.name === name)) return;
  featureSchema([{ name, kind: 'categorical', label: name, because: 'An admin admits it.' }]);
}
