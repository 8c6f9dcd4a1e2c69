import { CrmSettingsError } from '../crm.errors.js';
import type { FileMapping } from './file-mapping.js';

/**
 * The header in the mapping's own words: people who keep an export rename `LeadId` to `Lead ID`. Order and further
 * columns are free; a column that is there as it is written is never taken for another.
 */
export function knownHeader(header: string[], mapping: FileMapping): string[] {
  const absent = columnsRead(mapping).filter((column) => !header.includes(column));
  const renamed = new Map<string, string>();
  for (const column of absent) {
    const names = new Set([column, ...(mapping.aliases[column] ?? [])].map(folded));
    const like = header.filter((shown) => !renamed.has(shown) && names.has(folded(shown)));
    // Two that look alike leave open which is meant.
    if (like.length === 1 && like[0] !== undefined) renamed.set(like[0], column);
  }
  return header.map((shown) => renamed.get(shown) ?? shown);
}

const folded = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Columns that the mapping reads and the file must have. */
export const missingFrom = (header: readonly string[], mapping: FileMapping): string[] =>
  columnsRead(mapping).filter(
    (column) => !header.includes(column) && !mapping.optional.has(column),
  );

function columnsRead({ fields, activities, custom }: FileMapping): string[] {
  const read = [...fields, ...activities.flat()].flatMap(({ source }) => source.reads);
  return [...new Set([...read, ...(custom.wanted === '*' ? [] : custom.wanted)])];
}

export const missingColumns = (missing: string[], header: string[]): CrmSettingsError =>
  new CrmSettingsError(
    'The mapping',
    missing.map((column) => ({
      key: column,
      problem: 'is not a column of this file',
      fix: `Columns: ${header.slice(0, 60).join(', ')}. Name it under aliases if it was renamed, under optional if it may be absent.`,
    })),
  );
