/** What came in and what became of it: `pulled` = `stored` + `unchanged` + `quarantined`. */
export interface SyncCounts {
  pulled: number;
  stored: number;
  unchanged: number;
  quarantined: number;
  /** Leads among the stored that are no sales leads: duplicates, service tickets, tests. */
  excluded: number;
  /** Leads that left OPEN for WON, LOST or STALE. */
  outcomesLearned: number;
}

export interface NotedCounts extends SyncCounts {
  /** Fields dropped while their record was kept, by `field: reason`. */
  notes: Record<string, number>;
}

export const noCounts = (): NotedCounts => ({
  pulled: 0,
  stored: 0,
  unchanged: 0,
  quarantined: 0,
  excluded: 0,
  outcomesLearned: 0,
  notes: {},
});

export function addCounts(total: NotedCounts, more: NotedCounts): NotedCounts {
  const notes = { ...total.notes };
  for (const [note, count] of Object.entries(more.notes)) notes[note] = (notes[note] ?? 0) + count;
  return {
    pulled: total.pulled + more.pulled,
    stored: total.stored + more.stored,
    unchanged: total.unchanged + more.unchanged,
    quarantined: total.quarantined + more.quarantined,
    excluded: total.excluded + more.excluded,
    outcomesLearned: total.outcomesLearned + more.outcomesLearned,
    notes,
  };
}
