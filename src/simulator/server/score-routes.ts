import type { Branch } from '../world/branch.js';
import type { PushedScore } from '../world/score-book.js';
import type { World } from '../world/world.js';
import { ApiError } from './api-error.js';
import type { FaultDice } from './faults.js';

export const LARGEST_PUSH = 200;

export interface PushAnswer {
  lead_id: string;
  idempotency_key: string;
  status: 'ok' | 'error';
  error?: string;
  retryable?: boolean;
}

/**
 * Writes pushed scores onto the leads.
 *
 * @throws ApiError 422 when the body as a whole is wrong; then nothing is applied.
 */
export function pushScores(
  world: World,
  branch: Branch,
  body: Record<string, unknown>,
  { at, faults }: { at: number; faults: FaultDice },
): { results: PushAnswer[] } {
  const scores = checkScores(body['scores']);
  return { results: scores.map((score) => applyScore(world, branch, score, { at, faults })) };
}

function applyScore(
  world: World,
  branch: Branch,
  score: PushedScore,
  { at, faults }: { at: number; faults: FaultDice },
): PushAnswer {
  const { lead_id, idempotency_key } = score;
  const refuse = (error: string, retryable: boolean): PushAnswer => ({
    lead_id,
    idempotency_key,
    status: 'error',
    error,
    retryable,
  });
  const lead = branch.logs.leads.get(lead_id);
  if (!lead) return refuse('lead_not_found', false);
  if (lead.deleted) return refuse('lead_deleted', false);
  if (faults.happens('lockedRecord')) return refuse('record_locked', true);
  if (branch.scores.accept(score)) {
    lead.custom_fields = {
      ...lead.custom_fields,
      likelihood_percent: score.likelihood,
      likelihood_band: score.band,
      likelihood_reason: score.top_reason,
    };
    branch.logs.leads.put(lead, world.stamp(at));
  }
  return { lead_id, idempotency_key, status: 'ok' };
}

type Check = (value: unknown) => boolean;

const text =
  (longest: number): Check =>
  (value) =>
    typeof value === 'string' && value.length > 0 && value.length <= longest;

const FIELDS: Record<keyof PushedScore, [check: Check, wanted: string]> = {
  lead_id: [text(100), 'text'],
  likelihood: [
    (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 100,
    'a whole percent from 0 to 100',
  ],
  band: [text(20), 'text of at most 20 characters'],
  top_reason: [
    (value) => typeof value === 'string' && value.length <= 500,
    'text of at most 500 characters',
  ],
  scored_at: [
    (value) => typeof value === 'string' && Number.isFinite(Date.parse(value)),
    'an ISO 8601 instant',
  ],
  model_version: [text(100), 'text'],
  idempotency_key: [text(200), 'text of at most 200 characters'],
};

function checkScores(value: unknown): PushedScore[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new ApiError(422, 'invalid_scores', 'scores must be a list with at least one score');
  }
  if (value.length > LARGEST_PUSH) {
    throw new ApiError(422, 'too_many_scores', `at most ${LARGEST_PUSH} scores a request`);
  }
  const faults = value.flatMap((score, index) => faultsOf(score, index));
  if (faults.length > 0)
    throw new ApiError(422, 'invalid_scores', 'some scores cannot be read', faults.slice(0, 20));
  return value as PushedScore[];
}

function faultsOf(
  score: unknown,
  index: number,
): { index: number; field: string; wanted: string }[] {
  const given = (typeof score === 'object' && score !== null ? score : {}) as Record<
    string,
    unknown
  >;
  return Object.entries(FIELDS)
    .filter(([field, [check]]) => !check(given[field]))
    .map(([field, [, wanted]]) => ({ index, field, wanted }));
}
