import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, type RefObject, useEffect, useMemo } from 'react';
import type { WorklistLead } from '../api/shapes';
import { Tick } from '../parts/tick';
import { go, pathOf } from '../routes';
import { words } from '../words';
import type { Choosing } from './choosing';
import type { Rows as Drawn } from './followed-rows';
import { cells, scaleOf } from './lead-cells';
import { useFollowedRows } from './use-followed-rows';
import type { Column } from './view';

const ROW_PX = 65;
/** As many rows a browser draws without effort: below, all are there, to be found with its own search. */
const ALL_DRAWN = 40;
/** More is fetched when so few are left below those in sight. */
const NEAR_END = 46;

export function LeadTable(given: {
  leads: WorklistLead[];
  now: Date;
  open: string | undefined;
  columns: Column[];
  choosing: Choosing;
  scroller: RefObject<HTMLElement | null>;
  more: () => void;
}): ReactNode {
  const { leads, columns, choosing, more } = given;
  const rows = useVirtualizer({
    count: leads.length,
    getScrollElement: () => given.scroller.current,
    estimateSize: () => ROW_PX,
    overscan: leads.length <= ALL_DRAWN ? ALL_DRAWN : 0,
    useFlushSync: false,
    // Known before the list has been measured: as many rows are there at once as will be.
    initialRect: { width: 0, height: window.innerHeight },
  });
  const seen = rows.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  const drawn = useFollowedRows(
    { from: seen[0]?.index ?? 0, to: Math.min(last + 1, leads.length) },
    leads.length,
  );
  useEffect(() => {
    if (last >= leads.length - NEAR_END) more();
  }, [last, leads.length, more]);
  return (
    <div className="table-frame">
      {/* Its parts say what they are: drawn as blocks they are no table to the browser. */}
      <table
        role="table"
        className="table"
        aria-label={words.queue.tableLabel}
        aria-rowcount={leads.length + 1}
      >
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" className="column-choose">
              <Tick
                label={words.queue.chooseAll}
                checked={choosing.chosen.size > 0 && choosing.chosen.size === leads.length}
                partly={choosing.chosen.size > 0 && choosing.chosen.size < leads.length}
                change={(checked) =>
                  choosing.choose(checked ? leads.map(({ leadId }) => leadId) : [])
                }
              />
            </th>
            {columns.map((column) => (
              <th key={column} role="columnheader" className={`column-${column}`}>
                {words.queue.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <Rows
          leads={leads}
          drawn={drawn}
          now={given.now}
          open={given.open}
          columns={columns}
          chosen={choosing.chosen}
          toggle={choosing.toggle}
        />
      </table>
      <p className="keys">{words.queue.keys}</p>
    </div>
  );
}

/** A part of the rows; scrolling within it draws nothing anew. */
const Rows = memo(function Rows(given: {
  leads: WorklistLead[];
  drawn: Drawn;
  now: Date;
  open: string | undefined;
  columns: Column[];
  chosen: Choosing['chosen'];
  toggle: Choosing['toggle'];
}): ReactNode {
  const { leads, drawn, now, open, columns, chosen, toggle } = given;
  const { from, to } = drawn;
  const scaleEnd = useMemo(() => scaleOf(leads), [leads]);
  return (
    <tbody role="rowgroup">
      <Spacer height={from * ROW_PX} />
      {leads.slice(from, to).map((lead, at) => (
        <Row
          key={lead.leadId}
          lead={lead}
          index={from + at}
          now={now}
          open={lead.leadId === open}
          columns={columns}
          chosen={chosen.has(lead.leadId)}
          toggle={toggle}
          scaleEnd={scaleEnd}
        />
      ))}
      <Spacer height={Math.max(0, leads.length - to) * ROW_PX} />
    </tbody>
  );
});

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }): ReactNode {
  return height > 0 && <tr aria-hidden="true" className="spacer" style={{ height }} />;
}

interface RowGiven {
  lead: WorklistLead;
  index: number;
  now: Date;
  open: boolean;
  columns: Column[];
  chosen: boolean;
  toggle: Choosing['toggle'];
  scaleEnd: number;
}

/** Drawn anew only where something of its own changed: moving down the list touches two rows. */
const Row = memo(function Row(given: RowGiven): ReactNode {
  const { lead, index, now, open, columns, chosen, toggle, scaleEnd } = given;
  const { leadId, likelihood, customer } = lead;
  return (
    // The whole row answers the mouse; the keyboard has the link in it and j, k, Enter.
    <tr
      className={`row ${likelihood?.band ?? 'unscored'} ${open ? 'open' : ''}`}
      role="row"
      data-lead={leadId}
      aria-rowindex={index + 2}
      onClick={() => go(pathOf.lead(leadId))}
    >
      <td role="cell" className="column-choose" onClick={(event) => event.stopPropagation()}>
        <Tick
          label={words.queue.choose(customer.name ?? words.queue.noName)}
          checked={chosen}
          change={() => toggle(leadId)}
        />
      </td>
      {columns.map((column) => {
        const Cell = cells[column];
        return (
          <td key={column} role="cell" className={`column-${column}`}>
            <Cell lead={lead} now={now} open={open} scaleEnd={scaleEnd} />
          </td>
        );
      })}
    </tr>
  );
});
