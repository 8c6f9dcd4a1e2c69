import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { type Dealership, Directory } from '#access';
import { Scoring } from '#prediction';
import { courtWords } from '#model';
import { TrainingRuns } from '#training';
import { Progress } from '../progress.js';
import { dealershipByKey, withApp } from './with-app.js';

export function addLearn(program: Command): void {
  program
    .command('train')
    .description('one training run for the group, now')
    .option('--dealership <key>', 'any dealership of the group, where there are several')
    .action(({ dealership }: { dealership?: string }) =>
      withApp(async ({ app }) => {
        const { groupId } = await dealershipByKey(app, dealership);
        process.stdout.write(`${await train(app, groupId)}\n`);
      }),
    );
  program
    .command('score')
    .description('score every open lead with the champion, now')
    .option('--dealership <key>', 'only this one')
    .action(({ dealership }: { dealership?: string }) =>
      withApp(async ({ app }) => {
        for (const each of await meant(app, dealership)) {
          const progress = new Progress(`Scoring ${each.name}`);
          const { leads, stored } = await app
            .get(Scoring)
            .scoreAllOpen(each.id, (done, total) => progress.at(done, total));
          progress.end(`${leads} open leads, ${stored} scores new or moved`);
        }
      }),
    );
}

async function train(app: INestApplicationContext, groupId: string): Promise<string> {
  const runs = app.get(TrainingRuns);
  const { id } = await runs.request(groupId, 'cli');
  const progress = new Progress('Training');
  const look = setInterval(() => void showProgress(runs, { groupId, id }, progress), 500);
  try {
    await runs.run(groupId);
  } finally {
    clearInterval(look);
  }
  const run = await runs.find(groupId, id);
  progress.end(run.state);
  const found = run.court ? courtWords(run.court) : [];
  return [...found, run.verdict ?? run.state].join('\n');
}

async function showProgress(
  runs: TrainingRuns,
  run: { groupId: string; id: string },
  shown: Progress,
): Promise<void> {
  const { progress } = await runs.find(run.groupId, run.id);
  shown.at(Math.round((progress.done ?? 0) * 100), 100, progress.phrase);
}

async function meant(app: INestApplicationContext, key?: string): Promise<Dealership[]> {
  if (key !== undefined) return [await dealershipByKey(app, key)];
  const directory = app.get(Directory);
  const groups = await directory.groups();
  return (await Promise.all(groups.map(({ id }) => directory.dealershipsOf(id)))).flat();
}
