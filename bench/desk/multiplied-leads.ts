import type { EntityManager } from 'typeorm';

/** The id of the nth copy of a row: the same each time it is asked for, and in the form of a random one. */
const copyOf = (id: string): string =>
  `overlay(overlay(md5(${id}::text || '-' || nth) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid`;

/** Copies $2 to $3 of each person behind an open lead of $1. */
const PEOPLE = `INSERT INTO customer SELECT copied.* FROM customer AS original
   CROSS JOIN generate_series($2::int, $3::int) AS nth
   CROSS JOIN LATERAL jsonb_populate_record(original, jsonb_build_object(
     'id', ${copyOf('original.id')}, 'external_id', original.external_id || '-' || nth)) AS copied
   WHERE original.dealership_id = $1 AND original.id IN
     (SELECT customer_id FROM lead WHERE dealership_id = $1 AND outcome = 'OPEN')`;

/** In this order: a score belongs to a lead. Before the last, only the originals have one that counts. */
const SCORES = [
  `INSERT INTO prediction SELECT copied.* FROM current_score
   JOIN lead ON lead.id = current_score.lead_id AND lead.outcome = 'OPEN'
   JOIN prediction AS original ON original.id = current_score.prediction_id
   CROSS JOIN generate_series($2::int, $3::int) AS nth
   CROSS JOIN LATERAL jsonb_populate_record(original, jsonb_build_object(
     'id', ${copyOf('original.id')}, 'lead_id', ${copyOf('original.lead_id')})) AS copied
   WHERE current_score.dealership_id = $1`,
  `INSERT INTO current_score SELECT copied.* FROM current_score AS original
   JOIN lead ON lead.id = original.lead_id AND lead.outcome = 'OPEN'
   CROSS JOIN generate_series($2::int, $3::int) AS nth
   CROSS JOIN LATERAL jsonb_populate_record(original, jsonb_build_object(
     'lead_id', ${copyOf('original.lead_id')},
     'prediction_id', ${copyOf('original.prediction_id')})) AS copied
   WHERE original.dealership_id = $1`,
];

const LEADS = `INSERT INTO lead SELECT copied.* FROM lead AS original
   CROSS JOIN generate_series($2::int, $3::int) AS nth
   CROSS JOIN LATERAL jsonb_populate_record(original, jsonb_build_object(
     'id', ${copyOf('original.id')}, 'external_id', original.external_id || '-' || nth,
     'customer_id', ${copyOf('original.customer_id')})) AS copied
   WHERE original.dealership_id = $1 AND original.outcome = 'OPEN'`;

/**
 * Makes a store as crowded as is asked for, out of its own open leads. Inside a transaction of the
 * dealership's.
 *
 * @returns how many leads are open then.
 */
export async function multiplyOpenLeads(
  manager: EntityManager,
  dealershipId: string,
  atLeast: number,
): Promise<number> {
  const open = await openLeads(manager, dealershipId);
  const copies = Math.ceil(atLeast / open) - 1;
  if (copies > 0) {
    // Numbered beyond those of a time before, whose copies are copied now.
    for (const statement of [PEOPLE, LEADS, ...SCORES])
      await manager.query(statement, [dealershipId, open, open + copies - 1]);
  }
  return openLeads(manager, dealershipId);
}

async function openLeads(manager: EntityManager, dealershipId: string): Promise<number> {
  const [row] = await manager.query<[{ n: number }]>(
    `SELECT count(*)::int AS n FROM lead WHERE dealership_id = $1 AND outcome = 'OPEN'`,
    [dealershipId],
  );
  return row.n;
}
