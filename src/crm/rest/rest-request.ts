import type { ChangeCursor } from '../change-cursor.js';
import type { CrmCall, CrmClient } from '../http/crm-client.js';
import { writeInstant } from '../instant.js';
import { putAt } from '../payload-writing.js';
import type { ChangesFilter, Paging, ParamPlace, PullSettings } from './rest-pull-settings.js';

interface Param {
  name: string;
  in: ParamPlace;
  value: string | number;
}

/** What a record that is not modified, or a list that is empty, may be answered with. */
const NOTHING_NEW = [304];

/** The request for the page a cursor stands at. @param nowMs - Our clock, for systems that ask until when. */
export function pageCall(
  pull: PullSettings,
  client: CrmClient,
  cursor: ChangeCursor,
  nowMs: number,
): CrmCall {
  const { paging } = pull;
  const follows = paging.type === 'link' && cursor.page !== null;
  const params = [...changeParams(pull.changes, cursor, nowMs), ...pageParams(paging, cursor)];
  // An address that was given holds its query; a body is sent with it as before.
  const url = follows
    ? new URL(client.origin + (cursor.page ?? ''))
    : client.url(pull.path, { ...pull.query, ...named(params, 'query') });
  const method = follows && paging.method === 'GET' ? 'GET' : pull.method;
  return {
    method,
    url,
    headers: named(params, 'header'),
    alsoGood: NOTHING_NEW,
    ...(method === 'POST' && { json: bodyOf(pull, params) }),
  };
}

function bodyOf({ body }: PullSettings, params: Param[]): unknown {
  const filled = structuredClone(body ?? {});
  for (const { name, in: place, value } of params) if (place === 'body') putAt(filled, name, value);
  return filled;
}

const named = (params: Param[], place: ParamPlace): Record<string, string> =>
  Object.fromEntries(
    params.filter((one) => one.in === place).map(({ name, value }) => [name, String(value)]),
  );

function changeParams(
  changes: ChangesFilter | undefined,
  { ask, ceiling }: ChangeCursor,
  nowMs: number,
): Param[] {
  const since = ask ?? changes?.from;
  if (!changes || since === undefined) return [];
  const { template, writing, untilParam } = changes;
  const written = writeInstant(since, writing);
  const value = template === undefined ? written : template.replaceAll('{since}', String(written));
  const until = writeInstant(ceiling ?? nowMs, writing);
  return [
    { name: changes.param, in: changes.in, value },
    ...(untilParam === undefined ? [] : [{ name: untilParam, in: changes.in, value: until }]),
  ];
}

function pageParams(paging: Paging, { page }: ChangeCursor): Param[] {
  if (paging.type === 'link' || paging.type === 'none') return [];
  const isNumbered = paging.type === 'page' || paging.type === 'offset';
  const first = isNumbered ? paging.first : undefined;
  const at = isNumbered ? Number(page ?? first) : tokenOf(page);
  const params: Param[] = [];
  if (at !== undefined) params.push({ name: paging.param, in: paging.in, value: at });
  if (paging.type !== 'cursor' && paging.sizeParam !== undefined)
    params.push({ name: paging.sizeParam, in: paging.in, value: paging.size });
  return params;
}

/** Before a token that was a number, so that a body gets it back as one. */
const NUMBER_MARK = '#';

export const tokenText = (value: unknown): string | null => {
  if (typeof value === 'number') return `${NUMBER_MARK}${value}`;
  return typeof value === 'string' && value !== '' ? value : null;
};

const tokenOf = (page: string | null): string | number | undefined =>
  page !== null && /^#-?\d+$/.test(page)
    ? Number(page.slice(NUMBER_MARK.length))
    : (page ?? undefined);
