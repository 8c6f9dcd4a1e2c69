import { examples, vectorsOf } from '../../test/factories/examples.js';
import { openArtifact, packArtifact, type ModelArtifact } from './artifact.js';
import { CalibrationTable } from './calibration/calibration-table.js';
import { IdentityCalibrator } from './calibration/calibrator.js';
import { createEstimator } from './estimator-families.js';
import { ArtifactRefusedError } from './fitting-errors.js';
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

  it('gives back a model with the same answers, and the same hash', () => {
    const packed = packArtifact(artifact);

    const opened = openArtifact(packed, train.table.columns);

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

  it('refuses content that is not what was registered', () => {
    const { bytes } = packArtifact({ ...artifact, seed: 4 });

    expect(() => openArtifact({ bytes, hash: packArtifact(artifact).hash })).toThrow(/has changed/);
  });

  it('refuses damaged bytes', () => {
    const packed = packArtifact(artifact);
    const bytes = Buffer.from(packed.bytes);
    bytes.fill(0, 20, 40);

    expect(() => openArtifact({ ...packed, bytes })).toThrow(ArtifactRefusedError);
    expect(() => openArtifact({ ...packed, bytes: Buffer.alloc(0) })).toThrow(ArtifactRefusedError);
  });

  it('refuses a schema that is not its own, naming the feature', () => {
    const columns = train.table.columns.map((column) =>
      column.name === 'price' ? { ...column, kind: 'categorical' as const } : column,
    );

    expect(() => openArtifact(packArtifact(artifact), columns)).toThrow(
      /price \(numeric\).*price \(cat/,
    );
    expect(() => openArtifact(packArtifact(artifact), columns.slice(0, 1))).toThrow(
      /there is none/,
    );
  });

  it('refuses a format it does not read', () => {
    const later = { ...artifact, format: 2 } as unknown as ModelArtifact;

    expect(() => openArtifact(packArtifact(later))).toThrow(/format 2/);
  });

  it('never saves a number that JSON would turn into null', () => {
    expect(() => packArtifact({ ...artifact, seed: Number.NaN })).toThrow(/NaN/);
  });
});

describe(ScoringModel.name, () => {
  it('scores within its range, and its reasons add up to the score', async () => {
    const train = examples(300);
    const estimator = createEstimator('logistic', { strengths: [3], epochs: 4 });
    await estimator.fit(train, { seed: 3 });
    const model = new ScoringModel({
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
    });

    const all = model.scoreAll(train.table);
    for (const [row, vector] of vectorsOf(train.table).entries()) {
      const { score, interval, contributions } = model.score(vector);
      const sum = Object.values(contributions.byFeature).reduce(
        (total, part) => total + part,
        contributions.bias,
      );
      expect(Math.abs(1 / (1 + Math.exp(-sum)) - score)).toBeLessThan(1e-9);
      expect(Math.abs(all[row]! - score)).toBeLessThan(1e-9);
      expect(interval.lower).toBeLessThanOrEqual(score);
      expect(interval.upper).toBeGreaterThanOrEqual(score);
    }
  });
});
