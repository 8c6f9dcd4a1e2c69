import type { CSSProperties, ReactNode } from 'react';

export interface NumbersRow {
  key: string;
  /** What the figures are of, where they do not say it themselves. */
  name?: string;
  figures: ReactNode[];
}

/** Figures under headings. Where rows have names, the first column is the names'; on a phone each stands above its figures. */
export function NumbersTable(given: {
  caption: string;
  columns: string[];
  rows: NumbersRow[];
}): ReactNode {
  const { caption, columns, rows } = given;
  const named = rows.some(({ name }) => name !== undefined);
  const figures = named ? columns.slice(1) : columns;
  return (
    <table
      className={named ? 'numbers named' : 'numbers'}
      style={{ '--figures': figures.length } as CSSProperties}
    >
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {named && <th scope="row">{row.name}</th>}
            {row.figures.map((figure, at) => (
              <td key={figures[at]}>{figure}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
