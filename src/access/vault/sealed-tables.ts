import type { EntityManager } from 'typeorm';

/** A table with something sealed in it: by convention columns named `…_sealed`, and rows named by `id`. */
export interface SealedTable {
  table: string;
  columns: string[];
  /** Whose key seals: the dealer group's where the rows belong to one, else the dealership's. */
  owner: 'group_id' | 'dealership_id';
}

/** Read from the schema, so that nothing sealed can be forgotten. */
export function sealedTables(manager: EntityManager): Promise<SealedTable[]> {
  return manager.query<SealedTable[]>(
    `SELECT s.table_name AS "table", array_agg(s.column_name::text ORDER BY s.column_name) AS columns,
            CASE WHEN EXISTS (SELECT FROM information_schema.columns g WHERE g.table_schema = s.table_schema
                   AND g.table_name = s.table_name AND g.column_name = 'group_id')
                 THEN 'group_id' ELSE 'dealership_id' END AS owner
     FROM information_schema.columns s
     WHERE s.table_schema = current_schema() AND s.data_type = 'bytea'
       AND s.column_name LIKE '%\\_sealed' AND s.table_name <> 'root_key'
     GROUP BY s.table_schema, s.table_name ORDER BY s.table_name`,
  );
}

/** A row bears a seal that does not begin with $1, the present key's mark. */
export const staleSeal = ({ columns }: SealedTable, mark: Buffer): string =>
  columns.map((column) => `substring(${column} FOR ${mark.length}) <> $1`).join(' OR ');
