import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';
import { tableFromVectors, type FeatureColumn, type FeatureVector } from '#features';
import {
  ModelRegistry,
  driftSince,
  type ChampionModel,
  type Drift as Moved,
  type DriftReference,
} from '#model';
import { Clock } from '#platform';
import type { EntityManager } from 'typeorm';

import { NoDriftReferenceError } from './feedback.errors.js';

const DAY_MS = 86_400_000;
/** Newest leads of one dealership that are looked at. */
const MOST_LEADS = 2000;
/** A lead first scored later has lived on (imported, or older than the first champion): no arrival. */
const ARRIVING_HOURS = 1;

export interface DriftOf {
  /** Number of the champion whose leads are the reference. */
  model: number;
  /** When its leads had arrived until. */
  learnedUntil: string | null;
  since: Date;
  /** Leads that arrived since then and were first scored within an hour of it. */
  leads: number;
  /** Of the leads it learned from, those the reference is made of. */
  referenceLeads: number;
  score: Moved;
  /** Most moved first. */
  features: Moved[];
}

/**
 * Holds the leads that come now against those the champion learned from, both as they arrived: of the
 * reference the vector at arrival, of today's leads the one of their first score. Both have their score
 * from the champion as it serves, hazards included. What it said of the holdout before it learned it
 * would be another model's word, with other nights' hazards.
 */
@Injectable()
export class Drift {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly registry: ModelRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * @param days - How far back arrivals count.
   * @throws NoDriftReferenceError without a champion, or where it is from before drift was measured.
   */
  async of(groupId: string, days: number): Promise<DriftOf> {
    const since = new Date(this.clock.now().getTime() - days * DAY_MS);
    const { champion, reference, learnedUntil } = await this.reference(groupId);
    const { features, score, leads } = await this.moved(groupId, since, champion, reference);
    return {
      model: champion.number,
      learnedUntil,
      since,
      leads,
      referenceLeads: reference.leads,
      score,
      features: features.toSorted((a, b) => b.psi - a.psi),
    };
  }

  private reference(
    groupId: string,
  ): Promise<{ champion: ChampionModel; reference: DriftReference; learnedUntil: string | null }> {
    return this.tenancy.asGroup(groupId, async (manager) => {
      const champion = await this.registry.champion(manager, groupId);
      if (!champion) throw new NoDriftReferenceError('no model serves yet');
      const { card } = await this.registry.card(manager, groupId, champion.id);
      if (!card.reference) {
        throw new NoDriftReferenceError(
          `model ${champion.number} was made before drift was measured`,
        );
      }
      const { reference, learnedUntil = null } = card;
      return { champion, reference, learnedUntil };
    });
  }

  /** Scored with the champion, whichever model scored them then: drift is of the leads, not of models. */
  private async moved(
    groupId: string,
    since: Date,
    { model }: ChampionModel,
    reference: DriftReference,
  ): Promise<{ features: Moved[]; score: Moved; leads: number }> {
    const vectors: FeatureVector[] = [];
    for (const { id } of await this.directory.dealershipsOf(groupId)) {
      const own = await this.tenancy.asWholeDealership(id, (manager) =>
        arrivals(manager, id, since),
      );
      vectors.push(...own);
    }
    const columns = model.columns.filter((column) => isKnown(column, vectors));
    const known = new Set(columns.map(({ name }) => name));
    const table = tableFromVectors(model.columns, vectors.map(typed(model.columns)));
    const scores = vectors.length ? model.scoreAll(table) : new Float64Array();
    const { features, score } = driftSince(reference, table, scores);
    return {
      features: features.filter(({ feature }) => known.has(feature)),
      score,
      leads: vectors.length,
    };
  }
}

/** A feature that older models did not read is in no snapshot: that is no change of the leads. */
const isKnown = ({ name }: FeatureColumn, vectors: readonly FeatureVector[]): boolean =>
  !vectors.length || vectors.some((vector) => Object.hasOwn(vector, name));

/** A custom attribute may have been words for an older model and numbers for this one. */
const typed =
  (columns: readonly FeatureColumn[]) =>
  (vector: FeatureVector): FeatureVector =>
    Object.fromEntries(
      columns.map(({ name, kind }) => {
        const value = vector[name] ?? null;
        const wanted = kind === 'numeric' ? 'number' : 'string';
        return [name, typeof value === wanted ? value : null];
      }),
    );

/** Each lead's first snapshot, if it was made on arrival: later ones know more, which is no drift. */
async function arrivals(
  manager: EntityManager,
  dealershipId: string,
  since: Date,
): Promise<FeatureVector[]> {
  const rows = await manager.query<{ features: FeatureVector }[]>(
    `SELECT first.features FROM lead
     CROSS JOIN LATERAL (
       SELECT features, cutoff FROM prediction
       WHERE dealership_id = $1 AND lead_id = lead.id ORDER BY made_at LIMIT 1
     ) AS first
     WHERE lead.dealership_id = $1 AND lead.outcome <> 'EXCLUDED' AND lead.arrived_at >= $2
       AND first.cutoff <= lead.arrived_at + make_interval(hours => ${ARRIVING_HOURS})
     ORDER BY lead.arrived_at DESC LIMIT ${MOST_LEADS}`,
    [dealershipId, since],
  );
  return rows.map(({ features }) => features);
}
