import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares what was shown with what was agreed on, in a time that tells nothing about either. */
export const isSameSecret = (shown: string, agreed: string): boolean =>
  timingSafeEqual(digest(shown), digest(agreed));
