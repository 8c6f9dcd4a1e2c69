import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { type Dealership, Tenancy } from '#access';
import type { Band } from '#prediction';
import type { BandHistoryDto } from './worklist.dto.js';

const DAY_MS = 86_400_000;
const LOOK_BACK_DAYS = 365;
const KEPT_MS = 10 * 60_000;
/** Below this a share says more about chance than about the band. */
const LEAST_LEADS = 20;

/**
 * What each band has meant here: of the leads first scored hot long enough ago to have settled, how
 * many bought. It is the store's experience, whoever asks. Leads still open count as not bought, so that quick sales cannot flatter the band.
 */
@Injectable()
export class BandHistory {
  private readonly kept = new Map<string, { until: number; bands: Promise<BandHistoryDto[]> }>();

  constructor(
    private readonly clock: Clock,
    private readonly tenancy: Tenancy,
  ) {}

  /** Kept for ten minutes per dealership: it moves by the day. */
  async of(dealership: Dealership): Promise<BandHistoryDto[]> {
    const now = this.clock.now();
    const kept = this.kept.get(dealership.id);
    if (kept && kept.until > now.getTime()) return kept.bands;
    const bands = this.read(dealership, now);
    this.kept.set(dealership.id, { until: now.getTime() + KEPT_MS, bands });
    bands.catch(() => this.kept.delete(dealership.id));
    return bands;
  }

  private async read({ id, settings }: Dealership, now: Date): Promise<BandHistoryDto[]> {
    const settledAfterDays = settings.staleAfterDays;
    const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
    const bands = await this.tenancy.asWholeDealership(id, (manager) =>
      manager.query<{ band: Band; leads: number; won: number }[]>(
        `SELECT first_score.band, count(*)::int AS leads,
         count(*) FILTER (WHERE lead.outcome = 'WON')::int AS won
       FROM (SELECT DISTINCT ON (lead_id) lead_id, band FROM prediction
             WHERE made_at >= $1 AND made_at < $2 ORDER BY lead_id, made_at) AS first_score
       JOIN lead ON lead.id = first_score.lead_id
       WHERE lead.outcome <> 'EXCLUDED'
       GROUP BY first_score.band HAVING count(*) >= $3`,
        [daysAgo(LOOK_BACK_DAYS), daysAgo(settledAfterDays), LEAST_LEADS],
      ),
    );
    return bands.map((band) => ({ ...band, settledAfterDays }));
  }
}
