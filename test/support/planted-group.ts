import { randomUUID } from 'node:crypto';
import { ApiKeys, Tenancy } from '#access';
import type { EntityManager } from 'typeorm';
import type { TestApp } from './app.js';

/** Ids and texts that stand for a whole dealer group. */
export interface PlantedGroup {
  marker: string;
  ids: Record<string, string>;
}

/** What a group owns beside its rooftops. */
export async function plantGroup(
  test: TestApp,
  groupId: string,
  marker: string,
  modelVersionId: string,
): Promise<PlantedGroup> {
  const { app } = test;
  const trainingRunId = randomUUID();
  await app.get(Tenancy).asGroup(groupId, async (manager) => {
    await manager.query(
      `INSERT INTO training_run (group_id, id, requested_by, state, requested_at, finished_at, verdict)
       VALUES ($1, $2, $3, 'promoted', now(), now(), $3)`,
      [groupId, trainingRunId, marker],
    );
    await manager.query('UPDATE model_version SET card = card || $2 WHERE id = $1', [
      modelVersionId,
      { verdict: marker },
    ]);
    await plantRuling(manager, groupId, marker);
    await manager.query(
      `INSERT INTO audit_event (group_id, actor, action, subject) VALUES ($1, $2, 'group.planted', $2)`,
      [groupId, marker],
    );
  });
  const heldRunId = await plantHeldRun(test, groupId, marker, modelVersionId);
  const key = await app
    .get(ApiKeys)
    .issue({ groupId, dealershipId: null, name: marker, scopes: ['read'] });
  return { marker, ids: { modelVersionId, trainingRunId, heldRunId, groupKeyId: key.id } };
}

/** A run that held court and waits for an admin's word. @returns its id. */
export async function plantHeldRun(
  { app }: TestApp,
  groupId: string,
  marker: string,
  challengerId: string,
): Promise<string> {
  const id = randomUUID();
  const court = { leads: 1, findings: [], denied: [{ name: marker, reason: marker }] };
  await app.get(Tenancy).asGroup(groupId, (manager) =>
    manager.query(
      `INSERT INTO training_run (group_id, id, requested_by, state, requested_at, started_at, finished_at,
         verdict, challenger_id, court)
       VALUES ($1, $2, $3, 'held', now(), now(), now(), $3, $4, $5)`,
      [groupId, id, marker, challengerId, court],
    ),
  );
  return id;
}

const plantRuling = (manager: EntityManager, groupId: string, marker: string): Promise<unknown> =>
  manager.query(
    `INSERT INTO court_ruling (group_id, feature, ruling, reason, ruled_by, ruled_at)
     VALUES ($1, 'source', 'refuse', $2, $2, now())`,
    [groupId, marker],
  );
