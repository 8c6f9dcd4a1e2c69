import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import { LeadStore, type LeadView, type Outcome } from '#leads';

import type { Band } from './likelihood.js';
import { CursorNotOursError } from './prediction.errors.js';
import type { Prediction } from './prediction.js';
import { PredictionStore, type RankedLead } from './prediction.store.js';

export interface ScoredLead {
  lead: LeadView;
  /** The score that counts; null where it was never scored. */
  prediction: Prediction | null;
}

export interface ScoredLeadPage {
  items: ScoredLead[];
  nextCursor: string | null;
}

export interface ScoredLeadQuery {
  sort: '-score' | '-arrivedAt';
  limit: number;
  cursor?: string;
  band?: Band;
  outcome?: Outcome;
  source?: string;
}

/** Leads beside the scores that count for them. */
@Injectable()
export class ScoredLeads {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly leads: LeadStore,
    private readonly predictions: PredictionStore,
  ) {}

  /** @throws LeadNotFoundError */
  async find(dealershipId: string, leadId: string): Promise<ScoredLead> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const lead = await this.leads.find(manager, dealershipId, leadId);
      const standing = await this.predictions.currentPredictions(manager, dealershipId, [leadId]);
      return { lead, prediction: standing.get(leadId) ?? null };
    });
  }

  /** Every score a lead was given, newest first. @throws LeadNotFoundError */
  async history(dealershipId: string, leadId: string, limit: number): Promise<Prediction[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      await this.leads.find(manager, dealershipId, leadId);
      return this.predictions.history(manager, dealershipId, leadId, limit);
    });
  }

  /**
   * By score: open scored leads, highest first. By arrival: all leads, newest first.
   *
   * @throws CursorNotOursError
   */
  list(dealershipId: string, query: ScoredLeadQuery): Promise<ScoredLeadPage> {
    return query.sort === '-score'
      ? this.byScore(dealershipId, query)
      : this.byArrival(dealershipId, query);
  }

  private async byScore(dealershipId: string, query: ScoredLeadQuery): Promise<ScoredLeadPage> {
    const { limit, cursor, band } = query;
    const page = {
      limit: limit + 1,
      ...(band && { band }),
      ...(cursor && { after: readRank(cursor) }),
    };
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const ranked = await this.predictions.ranked(manager, dealershipId, page);
      const shown = ranked.slice(0, limit);
      const leadIds = shown.map(({ leadId }) => leadId);
      const standing = await this.predictions.currentPredictions(manager, dealershipId, leadIds);
      const views = await this.leads.many(manager, dealershipId, leadIds);
      const leadOf = new Map(views.map((lead) => [lead.id, lead]));
      const items = leadIds.flatMap((leadId) => {
        const lead = leadOf.get(leadId);
        return lead ? [{ lead, prediction: standing.get(leadId) ?? null }] : [];
      });
      const last = ranked.length > limit ? shown.at(-1) : undefined;
      return { items, nextCursor: last ? writeRank(last) : null };
    });
  }

  private async byArrival(
    dealershipId: string,
    { limit, cursor, outcome, source }: ScoredLeadQuery,
  ): Promise<ScoredLeadPage> {
    const query = {
      limit,
      ...(cursor && { cursor }),
      ...(outcome && { outcome }),
      ...(source && { source }),
    };
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const { items, nextCursor } = await this.leads.list(manager, dealershipId, query);
      const leadIds = items.map(({ id }) => id);
      const standing = await this.predictions.currentPredictions(manager, dealershipId, leadIds);
      return {
        items: items.map((lead) => ({ lead, prediction: standing.get(lead.id) ?? null })),
        nextCursor,
      };
    });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const writeRank = ({ score, leadId }: RankedLead): string =>
  Buffer.from(JSON.stringify([score, leadId])).toString('base64url');

function readRank(cursor: string): RankedLead {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new CursorNotOursError();
  }
  const [score, leadId] = Array.isArray(read) ? (read as unknown[]) : [];
  if (typeof score !== 'number' || typeof leadId !== 'string' || !UUID.test(leadId)) {
    throw new CursorNotOursError();
  }
  return { score, leadId };
}
