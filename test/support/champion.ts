import { Tenancy } from '#access';
import type { FeatureColumn } from '#features';
import { CalibrationTable, createEstimator, ModelRegistry } from '#model';
import { driftReference } from '../../src/model/drift/reference.js';
import { examples } from '../factories/examples.js';
import type { TestApp } from './app.js';

const COLUMNS: FeatureColumn[] = [
  { name: 'ageHours', kind: 'numeric', label: 'Age', because: 'invented' },
  { name: 'source', kind: 'categorical', label: 'Source of the lead', because: 'invented' },
];

/** A model that gives every lead the same score, registered and promoted without any training. @returns its id. */
export async function plantChampion({ app }: TestApp, groupId: string): Promise<string> {
  // Scores read these from real leads.
  const train = examples(60, 1, COLUMNS);
  const estimator = createEstimator('base-rate');
  await estimator.fit(train, { seed: 1 });
  const registry = app.get(ModelRegistry);
  return app.get(Tenancy).asGroup(groupId, async (manager) => {
    const { id } = await registry.register(manager, groupId, {
      artifact: {
        format: 1,
        family: estimator.family,
        columns: train.table.columns,
        state: estimator.toState(),
        calibration: {
          calibrator: { kind: 'identity' },
          table: CalibrationTable.empty().toState(),
        },
        seed: 1,
        dataHash: 'data',
        codeVersion: '0.1.0',
      },
      metrics: { logLoss: 0.5 },
      card: { reference: driftReference(train.table, new Float64Array(train.table.rowCount)) },
    });
    await registry.promote(manager, groupId, id, { by: 'system', reason: 'the first' });
    return id;
  });
}
