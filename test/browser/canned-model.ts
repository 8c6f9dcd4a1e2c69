import type { DriftDto } from '../../src/feedback/drift.dto.js';
import type { ModelCardDto } from '../../src/model/model.dto.js';
import type { WrittenCardDto } from '../../src/model/written-card.dto.js';
import type { WaitingDto } from '../../src/prediction/waiting.dto.js';

const RELIABILITY: [promised: number, seen: number][] = [
  [0.011, 0.008],
  [0.018, 0.024],
  [0.026, 0.016],
  [0.035, 0.039],
  [0.046, 0.055],
  [0.06, 0.047],
  [0.079, 0.086],
  [0.108, 0.125],
  [0.155, 0.14],
  [0.271, 0.289],
];

const SEGMENTS: [by: 'rooftop' | 'source' | 'intent', name: string, leads: number][] = [
  ['rooftop', 'Rockies Motors Denver', 910],
  ['rooftop', 'Rockies Motors Boulder', 370],
  ['source', 'Facebook Marketplace', 1104],
  ['source', 'Facebook Marketplace – dealer inventory catalogue', 176],
  ['intent', 'default question', 742],
  ['intent', 'own words', 498],
  ['intent', 'none', 40],
];

const seenIn = (promised: number, seen: number, leads: number) => ({
  leads,
  won: Math.round(seen * leads),
  promised,
  seen,
  lower: Math.max(0, seen - 0.032),
  upper: seen + 0.041,
});

const COURT: NonNullable<WrittenCardDto['court']> = {
  leads: 5120,
  findings: [
    finding('custom.Delivery Date', 'Delivery date', 'removed', [
      'it is filled for 96 % of the won and 1 % of the other leads',
      'its name speaks of something later ("delivery")',
    ]),
    finding('custom.Lead Quality', 'Lead quality', 'questioned', [
      'alone it puts a won lead above another 74 times in 100 (AUC 0.743), as a whole model would',
    ]),
    finding('asksVisit', 'Asks to visit', 'kept', []),
  ],
  denied: [{ name: 'Buyer Gender', reason: 'speaks of gender, which no score may rest on.' }],
};

function finding(
  feature: string,
  label: string,
  verdict: 'kept' | 'questioned' | 'removed',
  words: string[],
): NonNullable<WrittenCardDto['court']>['findings'][number] {
  return {
    feature,
    label,
    verdict,
    by: 'court',
    suspicion: words.length / 3,
    auc: 0.6,
    filled: 0.5,
    evidence: words.map((each) => ({
      kind: 'filling',
      value: 0.9,
      strength: 0.9,
      convicts: verdict === 'removed',
      words: each,
    })),
  };
}

const CARD: WrittenCardDto = {
  verdict:
    "promoted over champion 6: challenger's log-loss 0.2391 vs 0.2463, saved +0.0072 (90 % +0.0031..+0.0112)",
  counts: { leads: 6400, won: 530, lost: 3810, stale: 1420, censored: 640 },
  window: { from: '2024-11-01T00:00:00.000Z', to: null },
  horizonDays: 90,
  families: [
    { family: 'ensemble-net', logLoss: 0.2391 },
    { family: 'forest', logLoss: 0.2418 },
    { family: 'logistic', logLoss: 0.2452 },
  ],
  court: COURT,
  reliability: RELIABILITY.map(([promised, seen]) => seenIn(promised, seen, 128)),
  segments: SEGMENTS.map(([by, name, leads], at) => ({
    ...seenIn(0.05 + at * 0.01, 0.052 + at * 0.009, leads),
    by,
    name,
    auc: 0.77,
  })),
  limits: [
    'It tells how likely a lead is to buy, not what a call would change: whoever is called more may buy more.',
    '640 leads are younger than 90 days and without an answer: they count through the others’ weights.',
  ],
};

export const championCard = (): ModelCardDto =>
  ({
    id: '20000000-0000-4000-8000-000000000007',
    number: 7,
    family: 'ensemble-net',
    artifactHash: 'a3'.repeat(32),
    metrics: { logLoss: 0.2391 },
    dataHash: '9c41e07b52d8'.repeat(5).slice(0, 64),
    seed: 20_260_301,
    codeVersion: '0.1.0',
    createdAt: new Date('2026-03-01T02:10:00Z'),
    champion: true,
    promotedAt: new Date('2026-03-01T02:40:00Z'),
    features: [],
    card: CARD,
    promotions: [],
  }) satisfies ModelCardDto;

const MOVED: [feature: string, label: string, psi: number][] = [
  ['custom.campaign', 'Campaign', 0.412],
  ['vehiclePrice', 'Price of the vehicle', 0.184],
  ['asksVisit', 'Asks to visit', 0.041],
  ['distanceKm', 'Distance to the store', 0.018],
];

export const drift = (): DriftDto => ({
  model: 7,
  learnedUntil: '2026-03-01T02:10:00.000Z',
  since: new Date('2026-02-10T00:00:00Z'),
  leads: 418,
  referenceLeads: 2000,
  score: { feature: 'score', label: 'Score', psi: 0.062, byChance: 0.031, stability: 'steady' },
  features: MOVED.map(([feature, label, psi]) => ({
    feature,
    label,
    psi,
    byChance: 0.03,
    stability: psi >= 0.25 ? 'act' : psi >= 0.1 ? 'warn' : 'steady',
  })),
});

/** What the lead with this score loses by waiting. */
export function waitingCost(percent: number): WaitingDto {
  const after = (hours: number, share: number): WaitingDto['waits'][number] => {
    const likelihoodPercent = Math.max(1, Math.round(percent * share));
    return { hours, score: likelihoodPercent / 100, likelihoodPercent };
  };
  return {
    applies: true,
    why: null,
    now: after(0, 1),
    waits: [after(1, 0.93), after(4, 0.84), after(24, 0.58)],
  };
}
