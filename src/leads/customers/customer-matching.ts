import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '#access';
import { CustomerNotFoundError } from '../leads.errors.js';
import { findSamePersons, type Likeness } from './same-person.js';

/** A phone or address on more records that differ otherwise belongs to a desk or a household, not to one person. */
const SHARED_BY_MORE_THAN = 5;

/** Finds the records of one person. A merge is only a pointer to the record seen first, so it can be undone. */
@Injectable()
export class CustomerMatching {
  constructor(private readonly audit: AuditTrail) {}

  /** Looks for the same person among customers just stored, or all of them when no ids are given. */
  async match(
    manager: EntityManager,
    dealershipId: string,
    customerIds?: readonly string[],
  ): Promise<number> {
    if (customerIds?.length === 0) return 0;
    const merges = findSamePersons(await this.#alike(manager, dealershipId, customerIds));
    if (merges.length === 0) return 0;
    await manager.query(
      `UPDATE customer c SET merged_into = m.into_id
       FROM unnest($2::uuid[], $3::uuid[]) AS m (id, into_id)
       WHERE c.dealership_id = $1 AND c.id = ANY($2::uuid[]) AND c.id = m.id`,
      [dealershipId, merges.map((merge) => merge.id), merges.map((merge) => merge.into)],
    );
    return merges.length;
  }

  /**
   * Takes a customer out of a merge, and keeps matching from putting it back.
   * @throws CustomerNotFoundError
   */
  async unmerge(
    manager: EntityManager,
    tenant: { dealershipId: string; actor: string },
    customerId: string,
  ): Promise<void> {
    const { dealershipId } = tenant;
    const rows = await manager.query<{ id: string }[]>(
      `WITH freed AS (
         UPDATE customer SET merged_into = NULL, kept_apart = true
         WHERE dealership_id = $1 AND id = $2 RETURNING id)
       SELECT id FROM freed`,
      [dealershipId, customerId],
    );
    if (rows.length === 0) throw new CustomerNotFoundError(customerId);
    await this.#releaseFollowers(manager, dealershipId, customerId);
    await this.audit.record(manager, {
      actor: tenant.actor,
      action: 'customer.unmerged',
      subject: `customer:${customerId}`,
    });
  }

  /** Where the record seen first leaves, those merged into it find their own first. */
  async #releaseFollowers(
    manager: EntityManager,
    dealershipId: string,
    customerId: string,
  ): Promise<void> {
    const followers = await manager.query<{ id: string }[]>(
      `WITH released AS (
         UPDATE customer SET merged_into = NULL WHERE dealership_id = $1 AND merged_into = $2 RETURNING id)
       SELECT id FROM released`,
      [dealershipId, customerId],
    );
    await this.match(
      manager,
      dealershipId,
      followers.map((row) => row.id),
    );
  }

  /** Everybody who shares a not too common hash with the customers given, and whoever was merged with these before. */
  async #alike(
    manager: EntityManager,
    dealershipId: string,
    customerIds: readonly string[] | undefined,
  ): Promise<Likeness[]> {
    const touched = customerIds === undefined ? 'true' : 'id = ANY($2::uuid[])';
    return manager.query<Likeness[]>(
      `WITH touched AS MATERIALIZED (
         SELECT phone_hash, email_hash FROM customer WHERE dealership_id = $1 AND ${touched} AND NOT kept_apart),
       shared_phone_hash AS MATERIALIZED (${shared('phone_hash')}),
       shared_email_hash AS MATERIALIZED (${shared('email_hash')}),
       alike AS MATERIALIZED (${sharers('phone_hash', 'email_hash')} UNION ${sharers('email_hash', 'phone_hash')}),
       root AS MATERIALIZED (
         SELECT DISTINCT coalesce(c.merged_into, c.id) AS id FROM customer c JOIN alike USING (id) WHERE c.dealership_id = $1),
       member AS (
         SELECT id FROM root UNION
         SELECT c.id FROM customer c JOIN root ON c.merged_into = root.id WHERE c.dealership_id = $1)
       SELECT c.id, c.merged_into AS "mergedInto", c.first_seen_at AS "firstSeenAt",
              CASE WHEN c.id IN (SELECT id FROM alike) THEN encode(c.phone_hash, 'hex') END AS "phoneHash",
              CASE WHEN c.id IN (SELECT id FROM alike) THEN encode(c.email_hash, 'hex') END AS "emailHash"
       FROM customer c JOIN member USING (id) WHERE c.dealership_id = $1`,
      customerIds === undefined ? [dealershipId] : [dealershipId, customerIds],
    );
  }
}

/** Hardly anybody shares anything: who does is found by counting, and only those are looked at closely. */
const shared = (hash: string): string => `
  SELECT ${hash} FROM customer
  WHERE dealership_id = $1 AND NOT kept_apart AND ${hash} IN (SELECT ${hash} FROM touched WHERE ${hash} IS NOT NULL)
  GROUP BY ${hash} HAVING count(*) > 1`;

const sharers = (hash: string, other: string): string => `
  SELECT unnest(array_agg(c.id)) AS id FROM shared_${hash} JOIN customer c USING (${hash})
  WHERE c.dealership_id = $1 AND NOT c.kept_apart
  GROUP BY ${hash} HAVING count(DISTINCT coalesce(c.${other}::text, c.external_id)) <= ${SHARED_BY_MORE_THAN}`;
