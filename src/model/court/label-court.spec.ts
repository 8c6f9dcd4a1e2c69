import type { FeatureVector } from '#features';
import { tableOf } from '../../../test/factories/examples.js';
import { seededRandom } from '../net/random.js';
import { courtWords } from './court-words.js';
import { admitted, holdCourt, type Finding, type Hearing } from './label-court.js';

const ROWS = 3000;

type Field = (won: boolean, row: number, random: () => number) => number | string | null;

/** Invented leads, three of ten won, with the named fields beside an honest source. */
function hearing(fields: Record<string, Field>, rows = ROWS): Hearing {
  const random = seededRandom(11);
  const labels = Float64Array.from({ length: rows }, () => (random() < 0.3 ? 1 : 0));
  const vectors = Array.from(labels, (label, row): FeatureVector => {
    const own = Object.entries(fields).map(([name, field]) => [
      name,
      field(label === 1, row, random),
    ]);
    const marketplace = random() < (label === 1 ? 0.5 : 0.7);
    return { ...Object.fromEntries(own), source: marketplace ? 'marketplace' : 'website' };
  });
  const columns = Object.keys(vectors[0]!).map((name) => ({
    name,
    kind: vectors.some((vector) => typeof vector[name] === 'string')
      ? ('categorical' as const)
      : ('numeric' as const),
    label: name,
    because: 'invented',
  }));
  return {
    examples: { table: tableOf(vectors, columns), labels },
    arrivals: Float64Array.from(labels.keys()),
  };
}

/** About normal, mean 0, standard deviation 1. */
const scatter = (random: () => number): number =>
  Array.from({ length: 12 }, random).reduce((sum, each) => sum + each, -6);

/** As a number that the outcome shifts by so many standard deviations. */
const shifted =
  (much: number): Field =>
  (won, _, random) =>
    scatter(random) + (won ? much : 0);

const TWO_COLOURS: Field = (_, row) => ['red', 'blue'][row % 2]!;
const COPY: Field = (won) => (won ? 'yes' : 'no');

const found = async (given: Hearing, feature: string): Promise<Finding> =>
  (await holdCourt(given)).findings.find((each) => each.feature === feature)!;

const kinds = ({ evidence }: Finding): string[] => evidence.map(({ kind }) => kind);

describe(holdCourt.name, () => {
  it('keeps what honestly predicts', async () => {
    const given = hearing({
      price: (won, _, random) => 20_000 + 3000 * scatter(random) - (won ? 1500 : 0),
      noise: (_, __, random) => random(),
    });

    const { findings } = await holdCourt(given);

    expect(findings.map(({ verdict }) => verdict)).toEqual(['kept', 'kept', 'kept']);
    expect(findings.every(({ suspicion, evidence }) => !suspicion && !evidence.length)).toBe(true);
  });

  it.each<[string, Field]>([
    ['a copy of the label with some errors', (won, _, random) => (won === random() < 0.97 ? 'y' : 'n')],
    ['a number that only the won have', (won, _, random) => (won ? 30_000 + 900 * random() : null)],
    [
      'texts of their own that only the won have',
      (won, row) => (won ? `sold on day ${row % 300}` : null),
    ],
    ['a number that the lost do not share', (won, _, random) => (won ? 5 : 0) + 3 * random()],
    ['words of which half settle a sale', (won, row, random) =>
      won && random() < 0.6 ? 'contract signed' : ['busy', 'open', 'later'][row % 3]!],
  ])('removes %s', async (_, field) => {
    const finding = await found(hearing({ field }), 'field');

    expect(finding).toMatchObject({ verdict: 'removed', by: 'court' });
    expect(finding.evidence[0]!.words).toMatch(/\d/);
  }); // oxfmt-ignore

  it.each<[string, Field]>([
    ['texts that hardly repeat', (_, row) => `ref-${row}`],
    ['numbers that run on', (_, row) => 400 + row],
    ['numbers dealt from a small range', (_, row) => (row * 7919) % 10_007],
    ['long numbers of one length', (_, row) => 1_000_000_007 + row * row * 31],
  ])('removes ids: %s', async (_, field) => {
    expect(kinds(await found(hearing({ field }), 'field'))).toEqual(['identifier']);
  });

  it('takes no quantity for an id, however rarely its values repeat', async () => {
    const given = hearing({
      price: (_, __, random) => Math.round(1e6 * random() ** 3),
      distanceKm: (_, __, random) => 40 * random(),
      employer: (_, __, random) => `E${Math.floor(2500 * random())}`,
    });

    expect([...admitted(await holdCourt(given))]).toHaveLength(4);
  });

  it('questions what is filled for one answer more than for the other', async () => {
    const given = hearing({
      field: (won, row, random) =>
        random() < (won ? 0.8 : 0.5) ? ['red', 'blue'][row % 2]! : null,
    });

    const finding = await found(given, 'field');

    expect(finding.verdict).toBe('questioned');
    expect(finding.evidence[0]!.words).toMatch(
      /filled for (79|80|81) % of the won and (49|50|51) % of the other leads/,
    );
  });

  it('questions what is filled in some periods only', async () => {
    const given = hearing({
      field: (_, row) => (row < 0.6 * ROWS ? ['red', 'blue'][row % 2]! : null),
    });

    expect(kinds(await found(given, 'field'))).toEqual(['period']);
  });

  it('questions what knows the same as a removed feature, beyond the outcome', async () => {
    const given = hearing({
      stage: (won, row) => (won ? ['signed', 'paid'][row % 2]! : ['gone', 'silent'][row % 2]!),
      desk: (won, row, random) => (random() < 0.8 ? ['a', 'b'][row % 2]! : won ? 'a' : 'b'),
    });

    expect((await found(given, 'stage')).verdict).toBe('removed');
    expect(kinds(await found(given, 'desk'))).toContain('kinship');
  });

  it('suspects nobody for a name, but a suspect the more for it', async () => {
    const given = hearing({
      lastColour: TWO_COLOURS,
      callSeconds: shifted(1),
      km: shifted(1),
    });

    const { findings } = await holdCourt(given);

    expect(findings.find(({ feature }) => feature === 'lastColour')!.verdict).toBe('kept');
    const suspicion = (name: string): number =>
      findings.find(({ feature }) => feature === name)!.suspicion;
    expect(suspicion('callSeconds')).toBeGreaterThan(suspicion('km') + 0.05);
  });

  it('ranks the most suspicious first', async () => {
    const given = hearing({ some: shifted(0.9), more: shifted(1.3), most: shifted(4) });

    const { findings } = await holdCourt(given);

    expect(findings.map(({ feature }) => feature)).toEqual(['most', 'more', 'some', 'source']);
    expect(findings.map(({ verdict }) => verdict)).toEqual([
      'removed',
      'questioned',
      'questioned',
      'kept',
    ]);
  });

  it('heeds an admin’s rulings, and says whose they are', async () => {
    const given = hearing({ approved: COPY, declared: COPY });

    const record = await holdCourt({
      ...given,
      rulings: new Map([
        ['approved', 'admit'],
        ['source', 'refuse'],
      ]),
    });

    expect([...admitted(record)]).toEqual(['approved']);
    expect(record.findings.find(({ feature }) => feature === 'source')).toMatchObject({
      verdict: 'removed',
      by: 'admin',
    });
    expect(courtWords(record).join('\n')).toMatch(/removed: "source" by an admin’s ruling/);
  });

  it('counts a lead once, however many moments of its life are examples', async () => {
    const { examples } = hearing({ word: (won) => (won ? 'x' : null) }, 60);
    const copies = 5;
    const vectors = Array.from({ length: 60 * copies }, (_, row) => ({
      word: `n${Math.floor(row / copies)}`,
    }));
    const repeated = {
      table: tableOf(vectors, [{ ...examples.table.columns[0]!, kind: 'categorical' }]),
      labels: Float64Array.from(vectors, (_, row) => examples.labels[Math.floor(row / copies)]!),
      groups: vectors.map(({ word }) => word),
    };

    const record = await holdCourt({ examples: repeated });

    expect(record.leads).toBe(60);
    expect(kinds(record.findings[0]!)).toEqual(['identifier']);
  });

  it.each<[string, number, Field]>([
    ['three rows', 3, (won) => (won ? 1 : 0)],
    ['a constant', 500, () => 'x'],
    ['nothing but missing values', 500, () => null],
    ['infinite values', 500, (_, row) => (row % 2 ? Infinity : -Infinity)],
  ])('gives a sound answer on %s', async (_, rows, field) => {
    const { findings } = await holdCourt(hearing({ field }, rows));

    for (const { suspicion, auc, verdict } of findings) {
      expect(suspicion).toBeGreaterThanOrEqual(0);
      expect(auc === null || (auc >= 0 && auc <= 1)).toBe(true);
      expect(verdict).toBe('kept');
    }
  });

  it('gives a sound answer where all leads ended alike', async () => {
    const given = hearing({ field: (_, row) => row % 7 });
    given.examples.labels.fill(0);

    const { findings } = await holdCourt(given);

    expect(findings.map(({ auc, verdict }) => [auc, verdict])).toEqual([
      [null, 'kept'],
      [null, 'kept'],
    ]);
  });

  it('does not remove on the word of a handful of sales', async () => {
    const given = hearing({ field: (won, _, random) => scatter(random) + (won ? 2 : 0) }, 60);
    given.examples.labels.forEach((label, row) => {
      if (label === 1 && row > 12) given.examples.table.numeric.get('field')![row] = 0;
      if (row > 12) given.examples.labels[row] = 0;
    });

    expect((await found(given, 'field')).verdict).not.toBe('removed');
  });

  it('finds the same whatever is done to the order of the rows', async () => {
    const given = hearing({ field: (won, _, random) => scatter(random) + (won ? 1 : 0) });
    const turned = hearing({ field: (won, _, random) => scatter(random) + (won ? 1 : 0) });
    turned.examples.labels.reverse();
    turned.examples.table.numeric.get('field')!.reverse();
    turned.examples.table.categorical.get('source')!.reverse();

    const [one, other] = [await holdCourt(given), await holdCourt(turned)];

    const told = ({ findings }: typeof one): unknown[] =>
      findings.map(({ feature, verdict, auc }) => [feature, verdict, auc!.toFixed(1)]);
    expect(told(other)).toEqual(told(one));
  });
});

describe('open leads before the court', () => {
  const AGES = 4000;

  /** Half the leads have ended, the older the likelier. */
  function today(field: (closed: boolean, row: number) => string | null): Hearing {
    const random = seededRandom(3);
    const closed = Uint8Array.from({ length: AGES }, (_, row) =>
      random() < 0.9 - (0.8 * row) / AGES ? 1 : 0,
    );
    const base = hearing({ field: (_, row) => field(true, row) });
    const vectors = Array.from(closed, (shut, row) => ({ field: field(shut === 1, row) }));
    const table = tableOf(
      vectors,
      base.examples.table.columns.filter(({ name }) => name === 'field'),
    );
    return { ...base, leadsToday: { table, closed, arrivals: Float64Array.from(closed.keys()) } };
  }

  it('removes what is filled when a lead ends, whatever its outcome', async () => {
    const given = today((closed, row) => (closed ? ['price', 'trust', 'time'][row % 3]! : null));

    const finding = await found(given, 'field');

    expect(finding).toMatchObject({ verdict: 'removed', auc: expect.closeTo(0.5, 1) });
    expect(finding.evidence[0]!.words).toMatch(/filled for 100 % and 0 %/);
  });

  it('removes what says that a lead has ended, though it is always filled', async () => {
    const given = today((closed) => (closed ? 'done' : 'pending'));

    expect(kinds(await found(given, 'field'))).toEqual(['closing']);
  });

  it('does not mistake what goes with age for what goes with the ending', async () => {
    const given = today((_, row) => (row % AGES < AGES / 2 ? 'old form' : 'new form'));

    expect((await found(given, 'field')).verdict).toBe('kept');
  });
});
