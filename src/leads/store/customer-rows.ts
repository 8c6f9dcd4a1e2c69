import type { Vault } from '#access';
import type { StandardCustomer } from '../standard-record.js';
import type { MergePlan } from './merging.js';
import { newId } from './new-id.js';
import type { StagedRow } from './staging.js';

export const CUSTOMER_PLAN: MergePlan = {
  table: 'customer',
  columns: {
    id: 'uuid',
    connection_id: 'uuid',
    external_id: 'text',
    source_version: 'bigint',
    content_hash: 'bytea',
    name_sealed: 'bytea',
    email_sealed: 'bytea',
    phone_sealed: 'bytea',
    postal_code_sealed: 'bytea',
    email_hash: 'bytea',
    phone_hash: 'bytea',
    email_kind: 'text',
    phone_kind: 'text',
    preferred_contact: 'text',
    distance_km: 'real',
    first_seen_at: 'timestamptz',
  },
  set: { first_seen_at: 'least(t.first_seen_at, k.first_seen_at)' },
};

/** A customer with everything personal sealed, and keyed hashes to find the same person by. */
export function customerRow(
  customer: StandardCustomer,
  dealershipId: string,
  vault: Vault,
  now: Date,
): StagedRow {
  const { name, email, emailKind, phone, phoneKind, preferredContact, postalCode, distanceKm } =
    customer;
  const content = JSON.stringify([
    name,
    email,
    emailKind,
    phone,
    phoneKind,
    preferredContact,
    postalCode,
    distanceKm,
  ]);
  const seal = (text: string | undefined): Buffer | null =>
    text === undefined ? null : vault.seal(dealershipId, text);
  return [
    newId(now),
    customer.connectionId,
    customer.externalId,
    customer.sourceVersion,
    vault.matchHash(dealershipId, content),
    seal(name),
    seal(email),
    seal(phone),
    seal(postalCode),
    // A disposable address is shared by whoever asks for one.
    email === undefined || emailKind === 'disposable'
      ? null
      : vault.matchHash(dealershipId, `email:${email}`),
    phone === undefined ? null : vault.matchHash(dealershipId, `phone:${phone}`),
    emailKind,
    phoneKind,
    preferredContact,
    distanceKm,
    customer.firstSeenAt,
  ];
}
