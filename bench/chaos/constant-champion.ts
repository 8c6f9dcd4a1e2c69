import type { INestApplicationContext } from '@nestjs/common';
import { Tenancy } from '#access';
import type { FeatureTable } from '#features';
import { CalibrationTable, createEstimator, ModelRegistry } from '#model';
import { driftReference } from '../../src/model/drift/reference.js';

/** A champion that gives every lead the same score: what is measured is what becomes of scores. */
export async function crownConstant(app: INestApplicationContext, groupId: string): Promise<void> {
  const rows = 60;
  const table: FeatureTable = {
    columns: [{ name: 'ageHours', kind: 'numeric', label: 'Age', because: 'invented' }],
    rowCount: rows,
    numeric: new Map([['ageHours', Float64Array.from({ length: rows }, (_, row) => row)]]),
    categorical: new Map(),
  };
  const labels = Float64Array.from({ length: rows }, (_, row) => Number(row % 5 === 0));
  const estimator = createEstimator('base-rate');
  await estimator.fit({ table, labels }, { seed: 1 });
  const registry = app.get(ModelRegistry);
  await app.get(Tenancy).asGroup(groupId, async (manager) => {
    const { id } = await registry.register(manager, groupId, {
      artifact: {
        format: 1,
        family: estimator.family,
        columns: table.columns,
        state: estimator.toState(),
        calibration: {
          calibrator: { kind: 'identity' },
          table: CalibrationTable.empty().toState(),
        },
        seed: 1,
        dataHash: 'invented',
        codeVersion: 'bench',
      },
      metrics: { logLoss: 0.5 },
      card: { reference: driftReference(table, new Float64Array(rows)) },
    });
    await registry.promote(manager, groupId, id, { by: 'system', reason: 'bench' });
  });
}
