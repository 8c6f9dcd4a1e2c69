import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { NumbersTable } from '../parts/numbers-table';
import { words } from '../words';
import { saveCsv } from './csv';

export interface Bar {
  name: string;
  /** 0..1 of the whole width. */
  share: number;
  /** Ends of an interval, 0..1. */
  range?: [number, number];
  said: string;
}

/** One matter: a sentence, bars where they help, the numbers behind it, and a download. */
export function Sheet(given: {
  title: string;
  says: string;
  columns: string[];
  rows: (string | number)[][];
  bars?: Bar[];
  /** In place of bars. */
  picture?: ReactNode;
  /** The numbers are the matter itself, so they are not folded. */
  open?: boolean;
}): ReactNode {
  const { title, says, columns, rows, bars, picture, open = false } = given;
  const id = useId();
  if (rows.length === 0) return null;
  const table = (
    <NumbersTable
      caption={words.board.numbers}
      columns={columns}
      rows={rows.map(([name, ...figures], at) => ({
        key: `${at} ${name}`,
        name: String(name),
        figures,
      }))}
    />
  );
  return (
    <section className="sheet" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className="quiet">{says}</p>
      {bars && <Bars bars={bars} />}
      {picture}
      {open ? (
        table
      ) : (
        <details className="behind">
          <summary>{words.board.numbers}</summary>
          {table}
        </details>
      )}
      <Button variant="subtle" onClick={() => saveCsv(title, columns, rows)}>
        {words.board.download}
      </Button>
    </section>
  );
}

/** Each bar is said in words beside it, so nothing hangs on its length. */
function Bars({ bars }: { bars: Bar[] }): ReactNode {
  return (
    <ul className="shares">
      {bars.map(({ name, share, range, said }) => (
        <li key={name}>
          <span className="share-name">{name}</span>
          <svg className="share" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <rect className="share-fill" width={100 * Math.min(1, share)} height="12" />
            {range && (
              <line className="share-range" x1={100 * range[0]} x2={100 * range[1]} y1="6" y2="6" />
            )}
          </svg>
          <span className="share-said">{said}</span>
        </li>
      ))}
    </ul>
  );
}
