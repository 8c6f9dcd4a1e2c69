import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';
import type { LeadOutcome } from '#leads';
import { Clock } from '#platform';
import { labelLeads } from '#training';
import type { EntityManager } from 'typeorm';

import { report, type Judged, type Report } from './report.js';

const DAY_MS = 86_400_000;

export interface ScorecardOf {
  dealership: string;
  /** Its leads, customers and outcomes are made up. */
  simulated: boolean;
  /** Leads that arrived since then. */
  since: Date;
  horizonDays: number;
  /** Scored leads that are open and too young for an answer: they count neither way. */
  waiting: number;
  /** The first score after arrival: what the desk saw when it decided whom to call. */
  first: Report;
  /** The last score before the outcome. */
  latest: Report;
}

interface ScoredLead extends Omit<LeadOutcome, 'recordedAt' | 'dealershipId'> {
  firstScore: number;
  firstBand: string;
  latestScore: number;
  latestBand: string;
}

/** Holds the scores that were really given against what became of the leads. */
@Injectable()
export class Scorecard {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** @param days - How far back arrivals count. */
  async of(dealershipId: string, days: number): Promise<ScorecardOf> {
    const dealership = await this.directory.dealership(dealershipId);
    const { horizonDays } = dealership.settings;
    const now = this.clock.now();
    const since = new Date(now.getTime() - days * DAY_MS);
    const leads = await this.tenancy.asDealership(dealershipId, (manager) =>
      scoredLeads(manager, dealershipId, since),
    );
    const { labels, censored } = labelLeads(
      leads.map((lead) => ({ ...lead, dealershipId, recordedAt: null })),
      now,
      horizonDays,
    );
    const judged = (of: (lead: ScoredLead) => { score: number; band: string }): Judged[] =>
      leads.flatMap((lead) => {
        const known = labels.get(lead.leadId);
        return known ? [{ ...of(lead), label: known.label, weight: known.weight }] : [];
      });
    return {
      dealership: dealership.key,
      simulated: dealership.simulated,
      since,
      horizonDays,
      waiting: censored,
      first: report(
        judged(({ firstScore, firstBand }) => ({ score: firstScore, band: firstBand })),
      ),
      latest: report(
        judged(({ latestScore, latestBand }) => ({ score: latestScore, band: latestBand })),
      ),
    };
  }
}

const given = (order: 'ASC' | 'DESC'): string => `
  SELECT score, band FROM prediction
  WHERE dealership_id = $1 AND lead_id = lead.id
    AND (lead.outcome_at IS NULL OR made_at < lead.outcome_at)
  ORDER BY made_at ${order} LIMIT 1`;

/** Only scores given before the outcome count: one given afterwards may have known it. */
function scoredLeads(
  manager: EntityManager,
  dealershipId: string,
  since: Date,
): Promise<ScoredLead[]> {
  return manager.query<ScoredLead[]>(
    `SELECT lead.id AS "leadId", lead.arrived_at AS "arrivedAt", lead.outcome,
       lead.outcome_at AS "outcomeAt", first.score AS "firstScore", first.band AS "firstBand",
       latest.score AS "latestScore", latest.band AS "latestBand"
     FROM lead
     CROSS JOIN LATERAL (${given('ASC')}) AS first
     CROSS JOIN LATERAL (${given('DESC')}) AS latest
     WHERE lead.dealership_id = $1 AND lead.outcome <> 'EXCLUDED' AND lead.arrived_at >= $2`,
    [dealershipId, since],
  );
}
