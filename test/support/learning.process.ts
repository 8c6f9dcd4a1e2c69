import { stdout } from 'node:process';
import { Directory } from '#access';
import { readEnv, readSettings } from '#config';
import { packArtifact } from '#model';
import { DatasetBuilder, Fitting, TrainingRuns } from '#training';
import { launch } from '../../src/launch.js';
import { Contenders } from '../../src/training/contenders.js';
import { FittedRecipes } from '../../src/training/fitted-recipes.js';
import type { Recipe } from '../../src/training/fitting.js';
import { refit } from '../../src/training/learning.js';
import { partsOf } from '../../src/training/parts.js';

/** One penalty is enough where it is not the learning that is tried. */
const QUICK = { strengths: [1] };

/** All families in one, each with as little to do as it can have. */
const ALL_FAMILIES: Recipe = {
  family: 'blend',
  hyperparameters: {
    fewRows: 1,
    leastPart: 0,
    hyperparameters: {
      logistic: QUICK,
      forest: { candidates: 1, members: 1, maxTrees: 10 },
      'ensemble-net': {
        members: 4,
        epochs: 1,
        candidates: [{ width: 8, dropout: 0.1, weightDecay: 0.01 }],
      },
    },
  },
  seed: 1,
};

const env = readEnv({ ...process.env, ROLE: 'api' });
const { app, stop } = await launch({ env, settings: readSettings(env.SETTINGS_FILE, {}) });
const [group] = await app.get(Directory).groups();

/** A training run as of now. @returns how it ended. */
async function run(groupId: string): Promise<string> {
  Object.assign(app.get(Contenders, { strict: false }).floor.hyperparameters, QUICK);
  const runs = app.get(TrainingRuns);
  await runs.request(groupId, 'process');
  return (await runs.run(groupId))?.verdict ?? 'there was no run';
}

/** What is learned as of an instant. @returns the artifact's hash. */
async function hashAsOf(groupId: string, now: Date): Promise<string> {
  const builder = app.get(DatasetBuilder, { strict: false });
  const dataset = await builder.build(groupId, now, () => undefined);
  const parts = partsOf(dataset, now);
  const fitted = new FittedRecipes(app.get(Fitting, { strict: false }), parts, () => undefined);
  const judged = await fitted.judged(ALL_FAMILIES);
  const artifact = await refit(dataset, now, parts, judged, () => undefined);
  return packArtifact(artifact).hash;
}

const asOf = process.argv[2];
const answer = asOf ? await hashAsOf(group!.id, new Date(asOf)) : await run(group!.id);
await stop();
stdout.write(answer);
