import type { ReactNode } from 'react';

export interface NumbersRow {
  key: string;
  cells: ReactNode[];
}

/** Plain figures under headings; the first cell of a row names it where there is one column more than figures. */
export function NumbersTable(given: {
  caption: string;
  columns: string[];
  rows: NumbersRow[];
}): ReactNode {
  return (
    <table className="numbers">
      <caption>{given.caption}</caption>
      <thead>
        <tr>
          {given.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {given.rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={given.columns[at]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
