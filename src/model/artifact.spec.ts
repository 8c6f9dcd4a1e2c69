import { examples, vectorsOf } from '../../test/factories/examples.js';
import { openArtifact, packArtifact, type ModelArtifact } from './artifact.js';
import { CalibrationTable } from './calibration/calibration-table.js';
import { IdentityCalibrator } from './calibration/calibrator.js';
import { createEstimator } from './estimator-families.js';
import { ArtifactRefusedError } from './fitting-errors.js';
import type { HazardsState } from './hazard/competing-hazards.js';
import { fitHazards } from './hazard/fit-hazards.js';
import { ScoringModel } from './scoring-model.js';

describe(openArtifact, () => {
  const train = examples(300);
  let artifact: ModelArtifact;

  beforeAll(async () => {
    const estimator = createEstimator('logistic', { strengths: [3], epochs: 4 });
    await estimator.fit(train, { seed: 3 });
    artifact = {
      format: 1,
      family: 'logistic',
      columns: train.table.columns,
      state: estimator.toState(),
      calibration: {
        calibrator: new IdentityCalibrator().toState(),
        table: CalibrationTable.empty().toState(),
      },
      seed: 3,
      dataHash: 'd4',
      codeVersion: '1',
    };
  });

  it('gives back a model with the same answers, and the same hash', async () => {
    const packed = packArtifact(artifact);

    const opened = await openArtifact(packed, train.table.columns);

    const vector = vectorsOf(train.table)[5]!;
    expect(new ScoringModel(opened).score(vector)).toEqual(
      new ScoringModel(artifact).score(vector),
    );
    expect(packArtifact(opened).hash).toBe(packed.hash);
  });

  it('does not care in which order the keys were written', () => {
    const { format, ...rest } = artifact;

    expect(packArtifact({ ...rest, format }).hash).toBe(packArtifact(artifact).hash);
  });

  it('refuses content that is not what was registered', async () => {
    const { bytes } = packArtifact({ ...artifact, seed: 4 });

    await expect(openArtifact({ bytes, hash: packArtifact(artifact).hash })).rejects.toThrow(
      /has changed/,
    );
  });

  it('refuses damaged bytes', async () => {
    const packed = packArtifact(artifact);
    const bytes = Buffer.from(packed.bytes);
    bytes.fill(0, 20, 40);

    for (const damaged of [bytes, Buffer.alloc(0)]) {
      await expect(openArtifact({ ...packed, bytes: damaged })).rejects.toThrow(
        ArtifactRefusedError,
      );
    }
  });

  it('refuses a schema that is not its own, naming the feature', async () => {
    const columns = train.table.columns.map((column) =>
      column.name === 'price' ? { ...column, kind: 'categorical' as const } : column,
    );

    await expect(openArtifact(packArtifact(artifact), columns)).rejects.toThrow(
      /price \(numeric\).*price \(cat/,
    );
    await expect(openArtifact(packArtifact(artifact), columns.slice(0, 1))).rejects.toThrow(
      /there is none/,
    );
  });

  it('refuses a format it does not read', async () => {
    const later = { ...artifact, format: 2 } as unknown as ModelArtifact;

    await expect(openArtifact(packArtifact(later))).rejects.toThrow(/format 2/);
  });

  it('never saves a number that JSON would turn into null', () => {
    expect(() => packArtifact({ ...artifact, seed: Number.NaN })).toThrow(/NaN/);
  });
});

describe(ScoringModel.name, () => {
  const train = examples(300);
  let bare: ModelArtifact;

  beforeAll(async () => {
    const estimator = createEstimator('logistic', { strengths: [3], epochs: 4 });
    await estimator.fit(train, { seed: 3 });
    bare = {
      format: 1,
      family: 'logistic',
      columns: train.table.columns,
      state: estimator.toState(),
      calibration: {
        calibrator: { kind: 'identity' },
        table: CalibrationTable.empty().toState(),
      },
      seed: 3,
      dataHash: 'd4',
      codeVersion: '1',
    };
  });

  it.each([
    ['without hazards', undefined],
    ['with hazards', invented()],
  ])('scores within its range, and its reasons add up to the score, %s', (_, hazards) => {
    const model = new ScoringModel({ ...bare, ...(hazards && { hazards }) });

    const all = model.scoreAll(train.table);
    for (const [row, vector] of vectorsOf(train.table).entries()) {
      const { score, interval, contributions } = model.score(vector);
      const sum = Object.values(contributions.byFeature).reduce(
        (total, part) => total + part,
        contributions.bias,
      );
      expect(Math.abs(sum - contributions.logOdds)).toBeLessThan(1e-6);
      expect(Math.abs(1 / (1 + Math.exp(-sum)) - score)).toBeLessThan(1e-9);
      expect(Math.abs(all[row]! - score)).toBeLessThan(1e-9);
      expect(interval.lower).toBeLessThanOrEqual(score);
      expect(interval.upper).toBeGreaterThanOrEqual(score);
    }
  });

  it('keeps every part on its side and in its place when hazards set the score right', () => {
    const plain = new ScoringModel(bare);
    const headed = new ScoringModel({ ...bare, hazards: invented() });
    for (const vector of vectorsOf(train.table).slice(0, 50)) {
      const before = plain.score(vector);
      const after = headed.score(vector);
      expect(inOrder(after.contributions.byFeature)).toEqual(
        inOrder(before.contributions.byFeature),
      );
    }
  });

  it('foretells where a lead will stand only if it has learned that', () => {
    const vector = vectorsOf(train.table)[0]!;
    const headed = new ScoringModel({ ...bare, hazards: invented() });

    expect(new ScoringModel(bare).score(vector).outcomes).toBeNull();
    expect(headed.score(vector).outcomes!.map(({ days }) => days)).toEqual([30, 60, 90]);
    expect(headed.lasting(vector, 1)).toBeLessThan(1);
    expect(new ScoringModel(bare).lasting(vector, 1)).toBeUndefined();
  });

  it('foretells by hazards that are held to a score they do not set', () => {
    const held = new ScoringModel({ ...bare, hazards: invented(), hazardsHeld: true });
    const plain = new ScoringModel(bare);
    const headed = new ScoringModel({ ...bare, hazards: invented() });
    for (const lead of vectorsOf(train.table).slice(0, 20)) {
      const vector = { ...lead, ageHours: 0 };
      const { outcomes, ...score } = held.score(vector);
      const { outcomes: none, ...own } = plain.score(vector);

      expect(score).toEqual(own);
      expect(none).toBeNull();
      // The horizon of these hazards, and a lead that has just arrived.
      expect(outcomes!.at(-1)).toMatchObject({ days: 90, won: expect.closeTo(score.score, 7) });
      expect(held.lasting(vector, 1)).toBeLessThan(1);
      const itsOwn = headed.score(vector);
      expect(itsOwn.outcomes!.at(-1)!.won).toBeCloseTo(itsOwn.score, 7);
    }
    expect(held.scoreAll(train.table)).toEqual(plain.scoreAll(train.table));
  });
});

const inOrder = (parts: Record<string, number>): string[] =>
  Object.entries(parts)
    .toSorted(([, a], [, b]) => a - b)
    .map(([name, part]) => `${name} ${Math.sign(part)}`);

/** A third sold, given up or gone quiet; whoever is likelier to buy buys sooner. */
function invented(): HazardsState {
  const arrivals = Float64Array.from({ length: 900 }, (_, at) => at / 3);
  return fitHazards(
    {
      logOdds: arrivals.map((_, at) => (at % 2 ? -2 : 1)),
      cutoffDays: arrivals,
      endDays: arrivals.map((day, at) => day + 1 + (at % 40)),
      causes: Uint8Array.from(arrivals, (_, at) => (at % 2 ? 1 + (at % 4 > 1 ? 1 : 0) : at % 3)),
      ageDays: arrivals.map((_, at) => at % 5),
      silenceDays: new Float64Array(900),
      weight: 1,
    },
    90,
    300,
  ).toState();
}
