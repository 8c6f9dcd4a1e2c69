import type { ScorePush } from '../crm-adapter.js';
import { CrmUnavailableError } from '../crm.errors.js';
import type { ScoreFields } from '../score-fields.js';
import type { DynamicsClient, Row } from './dynamics-client.js';

/** One place in Dynamics that takes a score. */
export interface ScorePlace {
  write(score: ScorePush): Promise<void>;
  shown(leadExternalId: string): Promise<unknown>;
  /** Shows that the place is there. @returns what was found, for people. */
  find(): Promise<string>;
}

/** Columns of an environment's own on leads. */
export class ScoreColumns implements ScorePlace {
  constructor(
    private readonly columns: ScoreFields,
    private readonly client: DynamicsClient,
  ) {}

  async write({ leadExternalId, likelihoodPercent, band, topReason }: ScorePush): Promise<void> {
    const { likelihood, band: bandColumn, reason } = this.columns;
    const values = {
      [likelihood]: likelihoodPercent,
      ...(bandColumn && { [bandColumn]: band }),
      ...(reason && { [reason]: topReason }),
    };
    const { isStale } = await this.client.update(rowOf(leadExternalId), values, '*');
    if (isStale) throw changedMeanwhile();
  }

  async shown(leadExternalId: string): Promise<unknown> {
    const { likelihood } = this.columns;
    return (await this.client.one(rowOf(leadExternalId), [likelihood]))?.[likelihood];
  }

  async find(): Promise<string> {
    const names = Object.values<string>({ ...this.columns });
    await this.client.top('leads', names);
    return `leads have ${names.join(', ')}; the first score shows the permission`;
  }
}

const TABLE = 'msdyn_predictivescores';
/** Grades A to C; D is Dynamics' own for what hardly ever buys. */
const GRADES = { hot: 0, warm: 1, cool: 2 } as const;
const TREND = { improving: 0, steady: 1, declining: 2, unknown: 3 } as const;
/** As much as makes a score worth writing at all. */
const MOVED_BY = 5;

/** The table behind Dynamics' own scoring: forms and views of leads show it without being changed. */
export class PredictiveScores implements ScorePlace {
  constructor(private readonly client: DynamicsClient) {}

  async write(score: ScorePush): Promise<void> {
    // Once more where somebody else wrote between reading and writing.
    if (await this.#attempt(score)) return;
    if (await this.#attempt(score)) return;
    throw changedMeanwhile();
  }

  async shown(leadExternalId: string): Promise<unknown> {
    return (await this.#read(leadExternalId))?.['msdyn_score'];
  }

  async find(): Promise<string> {
    await this.client.top(TABLE, ['msdyn_score', 'msdyn_grade', 'msdyn_scoretrend']);
    return `${TABLE} can be read; the first score shows the permission`;
  }

  /** @returns whether it was written. */
  async #attempt({ leadExternalId, likelihoodPercent, band }: ScorePush): Promise<boolean> {
    const before = await this.#read(leadExternalId);
    const values = {
      msdyn_score: likelihoodPercent,
      msdyn_grade: GRADES[band],
      msdyn_scoretrend: trendOf(before?.['msdyn_score'], likelihoodPercent),
    };
    if (!before) {
      const about = { msdyn_entityid: leadExternalId, msdyn_entitytype: 'lead' };
      return !(await this.client.create(TABLE, { ...values, ...about })).isStale;
    }
    const version = before['@odata.etag'];
    const ifMatch = typeof version === 'string' ? version : '*';
    return !(await this.client.update(scoreOf(leadExternalId), values, ifMatch)).isStale;
  }

  #read(leadExternalId: string): Promise<Row | undefined> {
    return this.client.one(scoreOf(leadExternalId), ['msdyn_score']);
  }
}

function trendOf(before: unknown, now: number): number {
  if (typeof before !== 'number') return TREND.unknown;
  if (Math.abs(now - before) < MOVED_BY) return TREND.steady;
  return now > before ? TREND.improving : TREND.declining;
}

const rowOf = (leadExternalId: string): string => `leads(${encodeURIComponent(leadExternalId)})`;

/** By the key Dynamics gives the table: which record, of which kind. */
const scoreOf = (leadExternalId: string): string => {
  const id = encodeURIComponent(leadExternalId.replaceAll("'", "''"));
  return `${TABLE}(msdyn_entityid='${id}',msdyn_entitytype='lead')`;
};

const changedMeanwhile = (): CrmUnavailableError =>
  new CrmUnavailableError('Somebody else changed the row between reading and writing.');
