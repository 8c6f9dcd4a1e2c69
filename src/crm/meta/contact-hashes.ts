import { createHash } from 'node:crypto';

/** Contact data as Meta matches it: never in the clear, always in the one spelling that gives the one hash. */
export interface ContactHashes {
  em?: string[];
  ph?: string[];
}

/** @param phone - In international form; without a country's code it would match nobody. */
export function contactHashes({ email, phone }: { email?: string; phone?: string }): ContactHashes {
  const address = email?.trim().toLowerCase();
  const digits = phone?.startsWith('+') ? phone.replace(/\D/g, '').replace(/^0+/, '') : undefined;
  return {
    ...(address && { em: [sha256(address)] }),
    ...(digits && { ph: [sha256(digits)] }),
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
