import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { RunTakenUpError, TrainingRunNotFoundError } from './training.errors.js';
import type {
  ArrivalWindow,
  DatasetCounts,
  RunProgress,
  RunState,
  StoredCourt,
  TrainingRun,
} from './training-run.js';

const COLUMNS = `
  id, group_id AS "groupId", requested_by AS "requestedBy", state, attempt, requested_at AS "requestedAt",
  started_at AS "startedAt", finished_at AS "finishedAt", progress, counts,
  challenger_id AS "challengerId", verdict, arrivals_from AS "arrivedFrom",
  arrivals_to AS "arrivedTo", court, accepted_by AS "acceptedBy", accepted_at AS "acceptedAt"`;

export interface RunEnd {
  state: Exclude<RunState, 'queued' | 'running'>;
  verdict: string;
  challengerId?: string;
  at: Date;
}

type Attempt = Pick<TrainingRun, 'groupId' | 'id' | 'attempt'>;

/** Training runs of one dealer group; every method runs inside the group's tenancy. */
@Injectable()
export class TrainingRunStore {
  /** The run that waits or works, or a new one: a group never has two. */
  async queue(
    manager: EntityManager,
    run: { id: string; groupId: string; requestedBy: string; at: Date } & ArrivalWindow,
  ): Promise<TrainingRun> {
    await manager.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('training_run:' || $1, 0))`,
      [run.groupId],
    );
    const standing = await this.standing(manager, run.groupId);
    if (standing) return standing;
    const [queued] = await manager.query<TrainingRun[]>(
      `INSERT INTO training_run (group_id, id, requested_by, state, requested_at, arrivals_from, arrivals_to)
       VALUES ($1, $2, $3, 'queued', $4, $5, $6) RETURNING ${COLUMNS}`,
      [run.groupId, run.id, run.requestedBy, run.at, run.from, run.to],
    );
    return queued!;
  }

  /** The run that waits or works. */
  async standing(manager: EntityManager, groupId: string): Promise<TrainingRun | undefined> {
    const [run] = await manager.query<TrainingRun[]>(
      `SELECT ${COLUMNS} FROM training_run WHERE group_id = $1 AND state IN ('queued', 'running')`,
      [groupId],
    );
    return run;
  }

  /** The run asked for in these words, if there was one. */
  async requestedBy(
    manager: EntityManager,
    groupId: string,
    requestedBy: string,
  ): Promise<TrainingRun | undefined> {
    const [run] = await manager.query<TrainingRun[]>(
      `SELECT ${COLUMNS} FROM training_run WHERE group_id = $1 AND requested_by = $2 LIMIT 1`,
      [groupId, requestedBy],
    );
    return run;
  }

  /** The run that waits, or one that a crashed process left running: a new attempt at it. */
  async start(manager: EntityManager, groupId: string, at: Date): Promise<TrainingRun | undefined> {
    const [run] = await manager.query<TrainingRun[]>(
      `SELECT ${COLUMNS} FROM training_run
       WHERE group_id = $1 AND state IN ('queued', 'running') ORDER BY requested_at LIMIT 1 FOR UPDATE`,
      [groupId],
    );
    if (!run) return undefined;
    const attempt = run.attempt + 1;
    await manager.query(
      `UPDATE training_run SET state = 'running', started_at = $3, attempt = $4, progress = '{}', counts = '{}'
       WHERE group_id = $1 AND id = $2`,
      [groupId, run.id, at, attempt],
    );
    return { ...run, state: 'running', startedAt: at, attempt };
  }

  /**
   * Nobody else takes the run up until the transaction ends.
   *
   * @throws RunTakenUpError where somebody did before.
   */
  async hold(manager: EntityManager, run: Attempt): Promise<void> {
    const held = await manager.query<unknown[]>(
      `SELECT 1 FROM training_run
       WHERE group_id = $1 AND id = $2 AND state = 'running' AND attempt = $3 FOR UPDATE`,
      [run.groupId, run.id, run.attempt],
    );
    if (held.length === 0) throw new RunTakenUpError(run.id);
  }

  async saveProgress(
    manager: EntityManager,
    run: Attempt,
    progress: RunProgress,
    counts?: DatasetCounts,
  ): Promise<void> {
    await manager.query(
      `UPDATE training_run SET progress = $3, counts = coalesce($4, counts)
       WHERE group_id = $1 AND id = $2 AND state = 'running' AND attempt = $5`,
      [run.groupId, run.id, progress, counts ?? null, run.attempt],
    );
  }

  async saveCourt(
    manager: EntityManager,
    run: { groupId: string; id: string },
    court: StoredCourt,
  ): Promise<void> {
    await manager.query(`UPDATE training_run SET court = $3 WHERE group_id = $1 AND id = $2`, [
      run.groupId,
      run.id,
      court,
    ]);
  }

  async newestWithCourt(manager: EntityManager, groupId: string): Promise<TrainingRun | undefined> {
    const [run] = await manager.query<TrainingRun[]>(
      `SELECT ${COLUMNS} FROM training_run WHERE group_id = $1 AND court IS NOT NULL
       ORDER BY requested_at DESC, id DESC LIMIT 1`,
      [groupId],
    );
    return run;
  }

  /** The newest run that an admin accepted. */
  async newestAccepted(manager: EntityManager, groupId: string): Promise<TrainingRun | undefined> {
    const [run] = await manager.query<TrainingRun[]>(
      `SELECT ${COLUMNS} FROM training_run WHERE group_id = $1 AND accepted_at IS NOT NULL
       ORDER BY accepted_at DESC LIMIT 1`,
      [groupId],
    );
    return run;
  }

  /** A held run that now serves. */
  async accept(
    manager: EntityManager,
    run: { groupId: string; id: string },
    accepted: { by: string; at: Date; verdict: string },
  ): Promise<void> {
    await manager.query(
      `UPDATE training_run SET state = 'promoted', accepted_by = $3, accepted_at = $4, verdict = $5
       WHERE group_id = $1 AND id = $2`,
      [run.groupId, run.id, accepted.by, accepted.at, accepted.verdict],
    );
  }

  /** @throws RunTakenUpError */
  async finish(manager: EntityManager, run: Attempt, end: RunEnd): Promise<void> {
    await this.hold(manager, run);
    await manager.query(
      `UPDATE training_run SET state = $3, verdict = $4, challenger_id = $5, finished_at = $6,
         progress = jsonb_build_object('done', 1, 'phrase', 'finished')
       WHERE group_id = $1 AND id = $2`,
      [run.groupId, run.id, end.state, end.verdict, end.challengerId ?? null, end.at],
    );
  }

  /** @throws TrainingRunNotFoundError */
  async find(
    manager: EntityManager,
    groupId: string,
    runId: string,
    lock: '' | 'FOR UPDATE' = '',
  ): Promise<TrainingRun> {
    const [run] = await manager.query<TrainingRun[]>(
      `SELECT ${COLUMNS} FROM training_run WHERE group_id = $1 AND id = $2 ${lock}`,
      [groupId, runId],
    );
    if (!run) throw new TrainingRunNotFoundError(runId);
    return run;
  }

  /** Newest first; `before` is the id of the last run of the page before. */
  async list(
    manager: EntityManager,
    groupId: string,
    page: { limit: number; before?: string },
  ): Promise<TrainingRun[]> {
    return manager.query<TrainingRun[]>(
      `SELECT ${COLUMNS} FROM training_run
       WHERE group_id = $1 AND ($2::uuid IS NULL OR (requested_at, id) <
         (SELECT requested_at, id FROM training_run WHERE group_id = $1 AND id = $2::uuid))
       ORDER BY requested_at DESC, id DESC LIMIT $3`,
      [groupId, page.before ?? null, page.limit],
    );
  }
}
