import { Injectable } from '@nestjs/common';
import {
  type ActingTenant,
  type Dealership,
  Directory,
  type RooftopChange,
  RooftopOverrides,
  type RooftopSettings,
  type SettledRooftop,
  Tenancy,
  Vault,
} from '#access';
import { openMinutesBefore } from '#leads';
import { Clock, Jobs } from '#platform';
import { bandOf, type DealershipToRescore, RESCORE } from '#prediction';
import type { EntityManager } from 'typeorm';
import { promisedBy, shownLead } from '../worklist/shown-lead.js';
import { WorklistLeadNotFoundError } from '../worklist/worklist.errors.js';
import { worklistRow, type WorklistRow } from '../worklist/worklist-rows.js';
import { countedUnder } from './counted-under.js';
import type { SettingsEffectDto, SettingsPreviewDto } from './settings.dto.js';
import { SettingsClashError } from './settings.errors.js';

const DAY_MS = 86_400_000;

/** Settings of a rooftop as an admin changes them, and what that changes for its leads. */
@Injectable()
export class DeskSettings {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly overrides: RooftopOverrides,
    private readonly directory: Directory,
    private readonly tenancy: Tenancy,
    private readonly vault: Vault,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  of(dealershipId: string): Promise<SettledRooftop> {
    return this.overrides.of(dealershipId);
  }

  /** Other bands are told in new scores, so open leads are scored anew. @throws SettingsClashError */
  async change(tenant: ActingTenant, change: RooftopChange): Promise<SettledRooftop> {
    const { dealershipId } = tenant;
    refuseClash(await this.overrides.with(dealershipId, change));
    const settled = await this.overrides.change(tenant, change);
    if (change.set.bands || change.reset.includes('bands')) {
      const to: DealershipToRescore = { dealershipId };
      await this.jobs.send(RESCORE, to, { key: dealershipId });
    }
    return settled;
  }

  /** Changes nothing. @throws SettingsClashError @throws WorklistLeadNotFoundError */
  async preview(
    { dealershipId }: ActingTenant,
    leadId: string,
    change: RooftopChange,
  ): Promise<SettingsPreviewDto> {
    const settings = await this.overrides.with(dealershipId, change);
    refuseClash(settings);
    const present = await this.directory.dealership(dealershipId);
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const row = await worklistRow(manager, leadId, this.clock.now());
      if (!row) throw new WorklistLeadNotFoundError(leadId);
      return {
        before: await this.effect(manager, row, present),
        after: await this.effect(manager, row, { ...present, settings }),
      };
    });
  }

  private async effect(
    manager: EntityManager,
    row: WorklistRow,
    dealership: Dealership,
  ): Promise<SettingsEffectDto> {
    const now = this.clock.now();
    const { likelihood, promise, contact } = shownLead(row, dealership, this.vault, now);
    const { bands, staleAfterDays } = dealership.settings;
    const { minutes, store } = promisedBy(dealership);
    const touchedAt = Math.max(row.arrivedAt.getTime(), row.lastActivityAt?.getTime() ?? 0);
    return {
      band: row.score === null ? null : bandOf(row.score, bands),
      percent: likelihood?.percent ?? null,
      promise,
      contact,
      quietAt: new Date(touchedAt + staleAfterDays * DAY_MS),
      ...(await countedUnder(manager, {
        bands,
        now,
        inTimeSince: openMinutesBefore(now, minutes, store),
        silentSince: new Date(now.getTime() - staleAfterDays * DAY_MS),
      })),
    };
  }
}

function refuseClash({ bands, contactHours }: RooftopSettings): void {
  if (bands.warm >= bands.hot)
    throw new SettingsClashError('bands.warm', `must lie below bands.hot (${bands.hot})`);
  if (contactHours && contactHours.from >= contactHours.until)
    throw new SettingsClashError('contactHours.until', 'must lie after contactHours.from');
}
