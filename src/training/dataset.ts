import { setImmediate as yieldToOthers } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import { Directory, Tenancy, type Dealership } from '#access';
import {
  CustomAttributeSurvey,
  buildFeatureVector,
  exampleCutoffs,
  featureSchema,
  type FeatureColumn,
  type RefusedAttribute,
} from '#features';
import { LeadHistories, type LeadHistory, type LeadOutcome } from '#leads';

import { DataHash } from './data-hash.js';
import { ExampleRows } from './example-rows.js';
import type { ArrivalWindow, DatasetCounts } from './training-run.js';

/** Work done before other work of the process gets its turn: leads differ too much to count them. */
const TURN_MS = 3;

/** All a dealer group knows, as of one instant. */
export interface Dataset {
  columns: FeatureColumn[];
  /** Of them, those the CRM keeps no history of: what they hold today is all that is known. */
  customColumns: FeatureColumn[];
  /** Names of the group's rooftops, by dealership id. */
  rooftops: ReadonlyMap<string, string>;
  /** The CRM's own attributes that may never be features. */
  denied: RefusedAttribute[];
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

  /**
   * @param onProgress - Share of the dealerships read, 0..1.
   * @param window - Leads that arrived outside it teach nothing.
   */
  async build(
    groupId: string,
    now: Date,
    onProgress: (done: number) => void,
    window: ArrivalWindow = { from: null, to: null },
  ): Promise<Dataset> {
    const dealerships = await this.directory.dealershipsOf(groupId);
    const survey = await this.survey(dealerships);
    const customColumns = survey.columns();
    const columns = featureSchema(customColumns);
    const rows = new ExampleRows();
    const hash = new DataHash();
    const leads: LeadOutcome[] = [];
    let excluded = 0;
    const reading = { columns, now, window, rows, hash };
    for (const [index, dealership] of dealerships.entries()) {
      const taught = await this.addDealership(dealership.id, reading);
      for (const lead of taught) leads.push(lead);
      excluded += await this.excludedOf(dealership.id);
      onProgress((index + 1) / dealerships.length);
    }
    const horizonDays = Math.max(...dealerships.map(({ settings }) => settings.horizonDays), 1);
    return {
      columns,
      customColumns,
      rooftops: new Map(dealerships.map(({ id, name }) => [id, name])),
      denied: survey.refused(),
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

  private async survey(dealerships: Dealership[]): Promise<CustomAttributeSurvey> {
    const survey = new CustomAttributeSurvey();
    for (const { id } of dealerships) {
      await this.tenancy.asDealership(id, async (manager) => {
        for await (const chunk of this.histories.all(manager, id)) survey.add(chunk);
      });
    }
    return survey;
  }

  private async addDealership(
    dealershipId: string,
    { columns, now, window, rows, hash }: Reading,
  ): Promise<LeadOutcome[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const known = await this.histories.outcomes(manager, dealershipId);
      const outcomes = known.filter(({ arrivedAt }) => isWithin(arrivedAt, window));
      const outcomeOf = new Map(outcomes.map((lead) => [lead.leadId, lead]));
      const market = await this.histories.market(manager, dealershipId);
      const add = (history: LeadHistory): void => {
        const lead = outcomeOf.get(history.lead.id);
        // Outside the window, or arrived while we read: no part in this run.
        if (!lead) return;
        const cutoffs = exampleCutoffs(history, lead, now);
        const vectors = cutoffs.map((cutoff) =>
          buildFeatureVector(history, market, cutoff, columns),
        );
        vectors.forEach((vector, at) => rows.add(lead.leadId, vector, cutoffs[at]!));
        hash.add(lead, vectors);
      };
      for await (const chunk of this.histories.all(manager, dealershipId)) {
        let turnEndsAt = 0;
        for (const history of chunk) {
          if (performance.now() > turnEndsAt) {
            await yieldToOthers();
            turnEndsAt = performance.now() + TURN_MS;
          }
          add(history);
        }
      }
      return outcomes;
    });
  }
}

interface Reading {
  columns: FeatureColumn[];
  now: Date;
  window: ArrivalWindow;
  rows: ExampleRows;
  hash: DataHash;
}

const isWithin = (arrivedAt: Date, { from, to }: ArrivalWindow): boolean =>
  (!from || arrivedAt >= from) && (!to || arrivedAt < to);

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
