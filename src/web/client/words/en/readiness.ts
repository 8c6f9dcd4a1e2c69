type Stage = 'borrowed' | 'mixed' | 'own';

/** What a store's scores rest on. */
export const readiness = {
  won: 'Sold',
  lost: 'Closed without a sale',
  of: (have: number, goal: number) => `${have} of ${goal}`,
  enough: (have: number) => `${have}, enough`,
  stages: {
    borrowed: (store: string) => `Scores at ${store} rest on its group and its region so far.`,
    mixed: (store: string) => `Scores at ${store} rest on its group, its region and its own sales.`,
    own: (store: string) => `Scores at ${store} rest on its own sales first.`,
  } satisfies Record<Stage, (store: string) => string>,
  next: {
    borrowed: 'With so many of each, its own outcomes begin to tell it from the others.',
    mixed: 'With so many, its own outcomes weigh most.',
    own: '',
  } satisfies Record<Stage, string>,
};
