import type { CustomValue } from '#leads';
import type { Said } from '#crm';
import { cleanText, cleanWord } from './clean-text.js';

const MOST_FIELDS = 300;
const LONGEST_NAME = 100;
const LONGEST_VALUE = 500;
const NUMBER = /^[+-]?(?:0|[1-9]\d{0,15})(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i;
/** Names that mean something to JavaScript objects never become keys. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/** The CRM's own fields, each typed by what it holds; `own` fields (written by us) are left out. */
export function cleanCustom(
  said: Record<string, Said> | undefined,
  own: ReadonlySet<string>,
): Record<string, CustomValue> {
  const custom: Record<string, CustomValue> = {};
  let fields = 0;
  for (const [said_name, said_value] of Object.entries(said ?? {})) {
    const name = cleanText(said_name, LONGEST_NAME);
    if (name === undefined || UNSAFE.has(name) || isOwn(name, own)) continue;
    const value = typed(said_value);
    if (value === undefined) continue;
    custom[name] = value;
    fields += 1;
    if (fields === MOST_FIELDS) break;
  }
  return custom;
}

/** Our score under any spelling is ours, whichever field the CRM's administrator chose for it. */
const isOwn = (name: string, own: ReadonlySet<string>): boolean =>
  own.has(name) || /^lead_?likelihood/i.test(name.replace(/[\s.-]/g, '_'));

function typed(said: Said): CustomValue | undefined {
  if (typeof said === 'boolean') return said;
  if (typeof said === 'number') return Number.isFinite(said) ? said : undefined;
  const text = cleanWord(said, LONGEST_VALUE);
  if (text === undefined) return undefined;
  if (NUMBER.test(text)) return finiteOr(Number(text), text);
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

const finiteOr = (value: number, text: string): CustomValue =>
  Number.isFinite(value) ? value : text;
