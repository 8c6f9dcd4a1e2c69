import { parse } from 'csv-parse/sync';
import { harmless, leadSheet } from './lead-sheet.js';
import type { ShownLead } from './shown-lead.js';

const lead = (name: string, message: string): ShownLead => ({
  leadId: '10000000-0000-4000-8000-000000000001',
  likelihood: null,
  reasons: [{ direction: 'for', sentence: message, phrase: message, evidence: null, points: 1 }],
  arrivedAt: new Date('2026-03-01T10:00:00Z'),
  outcome: 'OPEN',
  wroteAgain: false,
  promise: {
    dueAt: new Date('2026-03-01T10:15:00Z'),
    minutesLeft: 1,
    answeredAt: null,
    answeredAfterMinutes: null,
    kept: true,
  },
  vehicle: null,
  customer: { name, phone: '+13035550142', email: null },
  contact: [],
  opinion: null,
  firstLine: null,
  assignedTo: null,
  assignedStaffId: null,
  source: null,
  lastActivityAt: null,
});

describe(leadSheet.name, () => {
  it.each([
    '=HYPERLINK("https://example.com","click")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
  ])('shows %j and never runs it', (text) => {
    const [, row] = parse(leadSheet([lead(text, text)]));

    expect(row?.[4]).toBe(`'${text}`);
    expect(row?.filter((cell) => /^\s*[=@＝]/.test(cell))).toEqual([]);
  });

  it('keeps quotes, commas, lines, emoji and right-to-left names as they are', () => {
    const name = 'Ana "Nina" Núñez, 👋\nدانا';
    const [, row] = parse(leadSheet([lead(name, 'Asked')]));

    expect(row?.[4]).toBe(name);
  });

  it('leaves numbers numbers', () => {
    expect(harmless(-3)).toBe(-3);
  });
});
