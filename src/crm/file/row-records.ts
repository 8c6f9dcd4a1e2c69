import type { CrmRecord, Said } from '../crm-record.js';
import { leavesOf } from '../payload-path.js';
import { layOut } from '../said-fields.js';
import type { FileMapping, Row } from './file-mapping.js';
import type { ReadRow } from './row-reader.js';

/** What one row tells: its own record first, then the activities it carries. */
export function recordsOf(mapping: FileMapping, read: ReadRow): CrmRecord[] {
  if ('unreadable' in read) return [read.unreadable];
  const { row } = read;
  const said = layOut(mapping.fields, row);
  if (mapping.kind === 'lead') said['custom'] = customOf(mapping, row);
  const own: CrmRecord = { kind: mapping.kind, payload: row.cells, said };
  return [own, ...mapping.activities.flatMap((_, at) => activityOf(mapping, row, at, said))];
}

function activityOf(
  mapping: FileMapping,
  row: Row,
  at: number,
  lead: Record<string, unknown>,
): CrmRecord[] {
  const said = layOut(mapping.activities[at] ?? [], row);
  if (said['occurredAt'] === undefined) return [];
  const leadId = lead['externalId'] as Said;
  return [
    {
      kind: 'activity',
      payload: row.cells,
      said: { externalId: `${String(leadId)}:${at + 1}`, leadExternalId: leadId, ...said },
    },
  ];
}

function customOf({ custom, missing }: FileMapping, { cells }: Row): Record<string, Said> {
  const { wanted, taken, rename } = custom;
  const isWanted = wanted === '*' ? () => true : (column: string) => wanted.includes(column);
  return Object.fromEntries(
    leavesOf(cells)
      .filter(({ path, value }) => !taken.has(path) && isWanted(path) && !isMissing(value, missing))
      .map(({ path, value }) => [
        Object.hasOwn(rename, path) ? (rename[path] ?? path) : path,
        value,
      ]),
  );
}

const isMissing = (value: Said, missing: ReadonlySet<string>): boolean =>
  value === undefined || value === null || (typeof value === 'string' && missing.has(value.trim()));
