import type { EntityManager } from 'typeorm';
import { Directory, Tenancy, type Dealership } from '#access';
import type { Env } from '#config';
import {
  adfDocument,
  createWorld,
  jsonMessage,
  signatureOf,
  startLive,
  startSimulatedCrm,
  type ArrivedLead,
  type Live,
  type SimulatedCrm,
  type World,
} from '#simulator';
import { demoSettings } from '../../src/demo/demo-settings.js';
import { Loop } from '../../src/demo/loop.js';
import { stringify } from 'yaml';
import { testApp, type TestApp } from '../support/app.js';

const ROOFTOP = 'chicago';
/** Enough of the past for a first champion. */
const MONTHS = 12;
const silent = (): void => undefined;

/** How a lead came to us. */
export type Way = 'adf' | 'json' | 'pull';

/** Our own view of a lead, beside the CRM's. */
export interface TravelledLead {
  id: string;
  outcome: string;
  score: number;
  logOdds: number;
  reasons: { bias: number; contributions: Record<string, number> };
}

export interface JourneyOptions {
  env?: Partial<Env>;
  /** Where the desk was built to, for journeys seen in a browser. */
  clientDir?: string;
  /** Groups served beside the simulated one, as a settings file would say them. */
  otherGroups?: object[];
}

interface Stage {
  test: TestApp;
  loop: Loop;
  dealership: Dealership;
  apiKey: string;
  live: Live;
  world: World;
  crm: SimulatedCrm;
}

/**
 * One rooftop of the simulated group, a year of its history, the whole application and a champion:
 * the stage on which leads travel from the CRM to the desk and back.
 */
export class LeadJourney {
  readonly arrived = new Map<Way, ArrivedLead>();

  readonly test: TestApp;
  readonly loop: Loop;
  readonly dealership: Dealership;
  readonly apiKey: string;
  readonly live: Live;
  readonly world: World;
  readonly crm: SimulatedCrm;

  private constructor(stage: Stage) {
    this.test = stage.test;
    this.loop = stage.loop;
    this.dealership = stage.dealership;
    this.apiKey = stage.apiKey;
    this.live = stage.live;
    this.world = stage.world;
    this.crm = stage.crm;
  }

  static async begin(options: JourneyOptions = {}): Promise<LeadJourney> {
    const { env = {}, clientDir, otherGroups = [] } = options;
    const world = createWorld({ seed: 5, now: new Date(), rooftops: 1, months: MONTHS });
    const crm = await startSimulatedCrm({ world });
    const { groups } = demoSettings(world, crm.url, 86_400);
    const settings = stringify({ groups: [...groups, ...otherGroups] });
    const test = await testApp(settings, env, clientDir);
    const dealership = await test.dealership(ROOFTOP);
    const group = await test.app.get(Directory).group(dealership.groupId);
    const loop = new Loop(test.app, group, [dealership]);
    const live = startLive({ world, arrivalEveryMs: null, outcomeEveryMs: null });
    const apiKey = await test.apiKey(ROOFTOP, undefined, true);
    const journey = new LeadJourney({ test, loop, dealership, apiKey, live, world, crm });
    await loop.pull(silent);
    const run = await loop.train('journey', silent);
    if (run.state !== 'promoted') throw new Error(`No champion to travel with: ${run.verdict}`);
    return journey;
  }

  async end(): Promise<void> {
    await this.live.stop();
    await this.test.stop();
    await this.crm.stop();
  }

  /** A buyer writes on Marketplace; the lead is in the CRM, and nobody has told us yet. */
  arrive(way: Way): ArrivedLead {
    const arrived = this.live.arrive({ rooftop: ROOFTOP, kind: 'sales', speed: 1 });
    this.arrived.set(way, arrived);
    return arrived;
  }

  /** Tells us of a lead in its way; again and again without harm. */
  async tell(way: Way): Promise<number> {
    const arrived = this.arrived.get(way)!;
    if (way === 'adf') return this.postAdf(arrived);
    if (way === 'json') return this.postJson(arrived);
    await this.loop.pull(silent);
    return 200;
  }

  /** The lead as stored here, once it has a score. */
  scored(way: Way): Promise<TravelledLead> {
    return this.scoredAs(this.arrived.get(way)!.lead.id);
  }

  /** @param externalId - What the CRM calls it. */
  async scoredAs(externalId: string): Promise<TravelledLead> {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const [lead] = await this.ask<TravelledLead[]>(
        `SELECT lead.id, lead.outcome, prediction.score, prediction.log_odds AS "logOdds",
                prediction.reasons
         FROM lead JOIN current_score ON current_score.lead_id = lead.id
         JOIN prediction ON prediction.id = current_score.prediction_id
         WHERE lead.external_id = $1`,
        [externalId],
      );
      if (lead) return lead;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`The lead ${externalId} was not scored within 20 s.`);
  }

  /** What the CRM's own record of the lead shows, as its sales staff sees it, once it was told. */
  async likelihoodInCrm(way: Way): Promise<number> {
    const { lead } = this.arrived.get(way)!;
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const record = this.world.branch(ROOFTOP).logs.leads.get(lead.id);
      const shown = record?.custom_fields['likelihood_percent'];
      if (typeof shown === 'number') return shown;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`The CRM was not told of the lead that came by ${way} within 20 s.`);
  }

  /** Every likelihood it was given, oldest first: it is scored again as more of it comes in, and a CRM is told once an hour. */
  async percents(leadId: string): Promise<number[]> {
    const response = await fetch(`${this.test.url}/v1/worklist/${leadId}`, {
      headers: { authorization: `Bearer ${this.apiKey}` },
    });
    const { scores } = (await response.json()) as { scores: { percent: number }[] };
    return scores.map(({ percent }) => percent);
  }

  /** Rows of our store, under the dealership's own eyes. */
  ask<T>(sql: string, params: unknown[] = []): Promise<T> {
    return this.test.app
      .get(Tenancy)
      .asDealership(this.dealership.id, (manager: EntityManager) => manager.query<T>(sql, params));
  }

  private async postAdf(arrived: ArrivedLead): Promise<number> {
    const { rooftop } = this.world.branch(ROOFTOP);
    const response = await fetch(
      `${this.test.url}/v1/intake/adf?connection=crm&idSource=Riverside%20CRM`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-adf+xml',
          authorization: `Bearer ${this.apiKey}`,
        },
        body: adfDocument(arrived, rooftop),
      },
    );
    return response.status;
  }

  /** As the CRM's webhook says it. */
  async postJson(arrived: ArrivedLead): Promise<number> {
    const body = JSON.stringify(jsonMessage(arrived));
    const { clientSecret } = this.world.branch(ROOFTOP).rooftop;
    const response = await fetch(`${this.test.url}/v1/webhooks/rest/${ROOFTOP}.crm`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-crm-signature': signatureOf(body, clientSecret),
      },
      body,
    });
    return response.status;
  }
}
