import { takeRows, type Hearing, type LeadsToday, type Ruling } from '#model/fitting';

import type { LeadLabel } from '../censoring.js';
import type { Dataset } from '../dataset.js';
import type { LabelledExamples } from '../example-rows.js';
import type { Parts } from '../parts.js';

/** Leads the court is shown at most: more move no verdict, and the process has others to serve. */
const MOST_LEADS = 10_000;

/**
 * What the court is shown: leads of known outcome that came before the newest holdout, and every lead
 * as it stands today for what the CRM keeps no history of.
 */
export function hearingOf(
  dataset: Dataset,
  { train, validation }: Parts,
  rulings: ReadonlyMap<string, Ruling>,
): Hearing {
  const { rows, columns, leads } = dataset;
  const arrivedAt = new Map(leads.map((lead) => [lead.leadId, lead.arrivedAt.getTime()]));
  const examples = rows.labelled(columns, spaced([...labelsIn(train), ...labelsIn(validation)]));
  return {
    examples,
    arrivals: Float64Array.from(examples.groups, (leadId) => arrivedAt.get(leadId)!),
    leadsToday: leadsToday(dataset, arrivedAt),
    rulings,
  };
}

function leadsToday(
  { rows, customColumns, leads }: Dataset,
  arrivedAt: ReadonlyMap<string, number>,
): LeadsToday {
  const closed = new Set(
    leads.flatMap(({ leadId, outcome }) => (outcome === 'OPEN' ? [] : [leadId])),
  );
  const unlabelled = leads.map(({ leadId }): LeadLabel => ({ leadId, label: 0, weight: 1 }));
  const all = rows.labelled(customColumns, spaced(unlabelled));
  const firstRows = Int32Array.from(all.leadOf.keys()).filter(
    (row) => row === 0 || all.leadOf[row] !== all.leadOf[row - 1],
  );
  const { table, groups = [] } = takeRows(all, firstRows);
  return {
    table,
    closed: Uint8Array.from(groups, (leadId) => (closed.has(leadId) ? 1 : 0)),
    arrivals: Float64Array.from(groups, (leadId) => arrivedAt.get(leadId)!),
  };
}

/** One a lead. */
function labelsIn({ groups, labels, weights, leadOf }: LabelledExamples): LeadLabel[] {
  return groups.flatMap((leadId, row): LeadLabel[] =>
    row > 0 && leadOf[row] === leadOf[row - 1]
      ? []
      : [{ leadId, label: labels[row] === 1 ? 1 : 0, weight: weights[row]! }],
  );
}

function spaced(labels: readonly LeadLabel[]): Map<string, LeadLabel> {
  const every = Math.ceil(labels.length / MOST_LEADS);
  return new Map(
    labels.flatMap((label, at) => (at % every === 0 ? [[label.leadId, label] as const] : [])),
  );
}
