import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { ApiKeys, StaffAccounts, Tenancy, Vault, type Dealership } from '#access';
import type { TestApp } from './app.js';

/** A dealership with a row of everything, each text of which carries the marker. */
export interface PlantedTenant {
  dealership: Dealership;
  marker: string;
  /** Ids of rows of the dealership, by what they are. */
  ids: Record<string, string>;
  connectionKey: string;
  /** A lead's id in its CRM, which other tenants' CRMs use too. */
  leadExternalId: string;
}

const MINUTE_MS = 60_000;

export async function plantTenant(
  { app }: TestApp,
  dealership: Dealership,
  marker: string,
  modelVersionId: string,
): Promise<PlantedTenant> {
  const { id, groupId } = dealership;
  const connectionKey = `crm-of-${dealership.key}`;
  const sower = new Sower(app.get(Vault), id, marker);
  const ids = await app.get(Tenancy).asDealership(id, async (manager) => {
    const connectionId = await sower.connection(manager, connectionKey);
    const story = await sower.story(manager, connectionId, modelVersionId);
    await manager.query(
      `INSERT INTO audit_event (group_id, dealership_id, actor, action, subject, details)
       VALUES ($1, $2, $3, 'lead.planted', $3, $4)`,
      [groupId, id, marker, { marker }],
    );
    return { connectionId, ...story };
  });
  const key = await app
    .get(ApiKeys)
    .issue({ groupId, dealershipId: id, name: marker, scopes: ['read'] });
  return {
    dealership,
    marker,
    ids: { ...ids, apiKeyId: key.id, dealershipId: id },
    connectionKey,
    leadExternalId: 'L-1',
  };
}

/** Signs a rep of the dealership in. @returns the session's cookie. */
export async function signInRep(test: TestApp, { id, groupId }: Dealership): Promise<string> {
  const credentials = { email: `rep-${id}@example.com`, password: 'a long enough password' };
  const account = { groupId, dealershipId: id, name: 'Robin Reyes', role: 'rep' as const };
  await test.app.get(StaffAccounts).save({ ...account, ...credentials });
  const answer = await fetch(`${test.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const [cookie] = answer.headers.getSetCookie();
  if (!cookie) throw new Error(`Signing in answered ${answer.status}.`);
  return cookie.split(';')[0]!;
}

/** Writes rows as SQL does: what is tested is who may read them, not how they came. */
class Sower {
  constructor(
    private readonly vault: Vault,
    private readonly dealershipId: string,
    private readonly marker: string,
  ) {}

  connection(manager: EntityManager, key: string): Promise<string> {
    return this.insert(manager, 'crm_connection', {
      key,
      name: this.marker,
      dialect: 'adf',
      secrets_sealed: this.seal(JSON.stringify({ intakeToken: this.marker })),
    });
  }

  async story(
    manager: EntityManager,
    connection_id: string,
    modelVersionId: string,
  ): Promise<Record<string, string>> {
    const customerId = await this.insert(manager, 'customer', {
      connection_id,
      external_id: 'C-1',
      name_sealed: this.seal(this.marker),
      email_sealed: this.seal('pat@example.com'),
      email_hash: this.vault.matchHash(this.dealershipId, 'pat@example.com'),
      phone_sealed: this.seal('+12125550142'),
      first_seen_at: ago(60),
    });
    const vehicleId = await this.insert(manager, 'vehicle', {
      connection_id,
      external_id: 'V-1',
      stock_number: this.marker,
      year: 2019,
      make: 'Honda',
      model: this.marker,
    });
    const leadId = await this.insert(manager, 'lead', {
      connection_id,
      external_id: 'L-1',
      source: this.marker,
      arrived_at: ago(50),
      message_sealed: this.seal(this.marker),
      customer_id: customerId,
      vehicle_id: vehicleId,
      assigned_to: this.marker,
      custom: { campaign: this.marker },
    });
    const activityId = await this.insert(manager, 'activity', {
      lead_id: leadId,
      connection_id,
      external_id: 'A-1',
      kind: 'call',
      direction: 'outbound',
      author: 'human',
      occurred_at: ago(40),
    });
    const refusal = { reason: this.marker, fix: this.marker };
    const quarantineId = await this.insert(manager, 'quarantine', {
      connection_id,
      record_kind: 'lead',
      external_id: this.marker,
      payload_sealed: this.seal(
        JSON.stringify({ kind: 'unreadable', payload: this.marker, refusal }),
      ),
      payload_hash: Buffer.from(this.marker),
      ...refusal,
    });
    const syncRunId = await this.insert(manager, 'sync_run', {
      connection_id,
      started_at: ago(30),
      finished_at: ago(29),
      error: this.marker,
    });
    const scored = await this.score(manager, connection_id, leadId, modelVersionId);
    return { customerId, vehicleId, leadId, activityId, quarantineId, syncRunId, ...scored };
  }

  private async score(
    manager: EntityManager,
    connection_id: string,
    lead_id: string,
    model_version_id: string,
  ): Promise<Record<string, string>> {
    const reason = { feature: 'any', sentence: this.marker, logOdds: 0.4 };
    const predictionId = await this.insert(manager, 'prediction', {
      lead_id,
      model_version_id,
      cutoff: ago(20),
      made_at: ago(20),
      log_odds: -2,
      score: 0.12,
      lower: 0.08,
      upper: 0.2,
      band: 'warm',
      reasons: { bias: -2.4, contributions: { any: 0.4 }, for: [reason], against: [] },
      features: { any: this.marker },
    });
    await manager.query(
      `INSERT INTO current_score (dealership_id, lead_id, prediction_id, score, band) VALUES ($1, $2, $3, 0.12, 'warm')`,
      [this.dealershipId, lead_id, predictionId],
    );
    const deliveryId = await this.insert(manager, 'writeback_delivery', {
      connection_id,
      lead_id,
      prediction_id: predictionId,
      delivery_key: this.marker,
      score: 0.12,
      band: 'warm',
      state: 'dead',
      next_attempt_at: ago(10),
      enqueued_at: ago(20),
      last_error: this.marker,
    });
    return { predictionId, deliveryId };
  }

  private async insert(
    manager: EntityManager,
    table: string,
    row: Record<string, unknown>,
  ): Promise<string> {
    const id = randomUUID();
    const columns = { dealership_id: this.dealershipId, id, ...row };
    const places = Object.keys(columns).map((_, at) => `$${at + 1}`);
    await manager.query(
      `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(columns),
    );
    return id;
  }

  private seal(text: string): Buffer {
    return this.vault.seal(this.dealershipId, text);
  }
}

const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE_MS);
