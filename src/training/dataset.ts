import { setImmediate as yieldToOthers } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import { Directory, Tenancy, type Dealership } from '#access';
import {
  CustomAttributeSurvey,
  buildFeatureVector,
  exampleCutoffs,
  featureSchema,
  type FeatureColumn,
} from '#features';
import { LeadHistories, type LeadHistory, type LeadOutcome } from '#leads';

import { DataHash } from './data-hash.js';
import { ExampleRows } from './example-rows.js';
import type { DatasetCounts } from './training-run.js';

/** Leads whose vectors are built before other work of the process gets its turn. */
const LEADS_AT_A_TIME = 25;

/** All a dealer group knows, as of one instant. */
export interface Dataset {
  columns: FeatureColumn[];
  /** Several cutoffs of every lead that is not excluded. */
  rows: ExampleRows;
  /** Without excluded leads. */
  leads: LeadOutcome[];
  /** The longest horizon of the group's dealerships: the label means the same for all of them. */
  horizonDays: number;
  counts: Omit<DatasetCounts, 'censored'>;
  hash: string;
}

/** Streams a dealer group's leads, dealership by dealership, into one dataset. */
@Injectable()
export class DatasetBuilder {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly histories: LeadHistories,
  ) {}

  /** @param onProgress - Share of the dealerships read, 0..1. */
  async build(groupId: string, now: Date, onProgress: (done: number) => void): Promise<Dataset> {
    const dealerships = await this.directory.dealershipsOf(groupId);
    const columns = featureSchema(await this.customColumns(dealerships));
    const rows = new ExampleRows();
    const hash = new DataHash();
    const leads: LeadOutcome[] = [];
    let excluded = 0;
    for (const [index, dealership] of dealerships.entries()) {
      const taught = await this.addDealership(dealership.id, columns, now, rows, hash);
      for (const lead of taught) leads.push(lead);
      excluded += await this.excludedOf(dealership.id);
      onProgress((index + 1) / dealerships.length);
    }
    const horizonDays = Math.max(...dealerships.map(({ settings }) => settings.horizonDays), 1);
    return {
      columns,
      rows,
      leads,
      horizonDays,
      counts: { ...countsOf(leads), examples: rows.rowCount, excluded },
      hash: hash.hex(),
    };
  }

  private async excludedOf(dealershipId: string): Promise<number> {
    const [counted] = await this.tenancy.asDealership(dealershipId, (manager) =>
      manager.query<[{ count: number }]>(
        `SELECT count(*)::int AS count FROM lead WHERE dealership_id = $1 AND outcome = 'EXCLUDED'`,
        [dealershipId],
      ),
    );
    return counted.count;
  }

  private async customColumns(dealerships: Dealership[]): Promise<FeatureColumn[]> {
    const survey = new CustomAttributeSurvey();
    for (const { id } of dealerships) {
      await this.tenancy.asDealership(id, async (manager) => {
        for await (const chunk of this.histories.all(manager, id)) survey.add(chunk);
      });
    }
    return survey.columns();
  }

  private async addDealership(
    dealershipId: string,
    columns: FeatureColumn[],
    now: Date,
    rows: ExampleRows,
    hash: DataHash,
  ): Promise<LeadOutcome[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const outcomes = await this.histories.outcomes(manager, dealershipId);
      const outcomeOf = new Map(outcomes.map((lead) => [lead.leadId, lead]));
      const market = await this.histories.market(manager, dealershipId);
      const add = (history: LeadHistory): void => {
        const lead = outcomeOf.get(history.lead.id);
        // A lead that arrived while we read has no part in this run.
        if (!lead) return;
        const cutoffs = exampleCutoffs(history, lead, now);
        const vectors = cutoffs.map((cutoff) =>
          buildFeatureVector(history, market, cutoff, columns),
        );
        for (const vector of vectors) rows.add(lead.leadId, vector);
        hash.add(lead, vectors);
      };
      for await (const chunk of this.histories.all(manager, dealershipId)) {
        for (const [index, history] of chunk.entries()) {
          if (index % LEADS_AT_A_TIME === 0) await yieldToOthers();
          add(history);
        }
      }
      return outcomes;
    });
  }
}

function countsOf(
  leads: readonly LeadOutcome[],
): Omit<DatasetCounts, 'censored' | 'examples' | 'excluded'> {
  const count = (outcome: LeadOutcome['outcome']): number =>
    leads.filter((lead) => lead.outcome === outcome).length;
  const arrivals = leads.map((lead) => lead.arrivedAt.getTime());
  return {
    leads: leads.length,
    won: count('WON'),
    lost: count('LOST'),
    stale: count('STALE'),
    firstArrival: iso(arrivals.reduce((a, b) => Math.min(a, b), Infinity)),
    lastArrival: iso(arrivals.reduce((a, b) => Math.max(a, b), -Infinity)),
  };
}

const iso = (instant: number): string | null =>
  Number.isFinite(instant) ? new Date(instant).toISOString() : null;
