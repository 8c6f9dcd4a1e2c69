import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RecordKind } from '../records.js';
import type { Position } from '../world/change-log.js';
import { ApiError } from './api-error.js';

/** Where a reader stands, sealed so that nobody is tempted to look inside or write one. */
export interface PageToken {
  kind: RecordKind;
  since: number;
  after: Position;
}

export function sealToken({ kind, since, after }: PageToken, secret: string): string {
  const body = Buffer.from(JSON.stringify([kind, since, after.at, after.id])).toString('base64url');
  return `${body}.${sign(body, secret)}`;
}

/** @throws ApiError 400 for a token that was not issued here for this kind of record. */
export function openToken(text: string, kind: RecordKind, secret: string): PageToken {
  const [body = '', proof = ''] = text.split('.');
  const expected = Buffer.from(sign(body, secret));
  const given = Buffer.from(proof);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw badToken();
  const [of, since, at, id] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
    RecordKind,
    number,
    number,
    string,
  ];
  if (of !== kind) throw badToken();
  return { kind, since, after: { at, id } };
}

const sign = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('base64url').slice(0, 16);

const badToken = () =>
  new ApiError(400, 'invalid_page_token', 'page_token was not issued for this list');
