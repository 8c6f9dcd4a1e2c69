import { randomUUID } from 'node:crypto';

/** A UUID version 7: rows made together lie together in the indexes. */
export function newId(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
