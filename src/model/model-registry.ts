import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FeatureColumn } from '#features';
import { Clock, Jobs } from '#platform';
import { openArtifact, packArtifact } from './artifact.js';
import {
  AlreadyChampionError,
  ModelUnusableError,
  ModelVersionNotFoundError,
  NoEarlierChampionError,
} from './model.errors.js';
import {
  CARD_COLUMNS,
  PROMOTIONS,
  STORED_COLUMNS,
  VERSION_COLUMNS,
  type ChampionModel,
  type ModelCard,
  type ModelVersion,
  type NewModelVersion,
  type PromotionNote,
} from './model-version.js';
import { ScoringModel } from './scoring-model.js';

/** Sent in the promotion's transaction: the group's open leads want new scores. */
export const CHAMPION_CHANGED = 'champion-changed';

/** Champions before the present one that are tried where it cannot be restored. */
const MOST_TRIED = 5;

/** Restored models kept ready in one process. */
const MOST_KEPT = 16;

interface StoredVersion extends ModelVersion {
  artifact: Buffer;
  columns: FeatureColumn[];
}

/**
 * Every model version a dealer group has had. Versions are immutable; which one is champion is the
 * newest promotion. All methods run inside `Tenancy.asGroup`.
 */
@Injectable()
export class ModelRegistry {
  private readonly logger = new Logger(ModelRegistry.name);
  private readonly restored = new Map<string, ScoringModel>();

  constructor(
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /** Keeps a new version, numbered on from the group's last. It serves nobody until promoted. */
  async register(
    manager: EntityManager,
    groupId: string,
    { artifact, metrics, card = {} }: NewModelVersion,
  ): Promise<{ id: string; number: number }> {
    const { bytes, hash } = packArtifact(artifact);
    const id = randomUUID();
    await this.lock(manager, groupId);
    const [row] = await manager.query<[{ number: number }]>(
      `INSERT INTO model_version (group_id, id, number, family, artifact, artifact_hash, feature_schema,
         metrics, data_hash, seed, code_version, card, created_at)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
       FROM model_version WHERE group_id = $1
       RETURNING number`,
      [
        groupId,
        id,
        artifact.family,
        bytes,
        hash,
        JSON.stringify(artifact.columns),
        JSON.stringify(metrics),
        artifact.dataHash,
        artifact.seed,
        artifact.codeVersion,
        JSON.stringify(card),
        this.clock.now(),
      ],
    );
    return { id, number: row.number };
  }

  /** Makes a version champion, and has the group's open leads scored again. */
  async promote(
    manager: EntityManager,
    groupId: string,
    id: string,
    note: PromotionNote,
  ): Promise<ModelVersion> {
    await this.lock(manager, groupId);
    const version = await this.find(manager, groupId, id);
    if (version.champion) throw new AlreadyChampionError(version.number);
    await this.usable(await this.stored(manager, groupId, id));
    await manager.query(
      `INSERT INTO promotion (group_id, model_version_id, promoted_at, promoted_by, reason)
       VALUES ($1, $2, $3, $4, $5)`,
      [groupId, id, this.clock.now(), note.by, note.reason],
    );
    await this.jobs.send(CHAMPION_CHANGED, { groupId }, { manager, key: groupId });
    return this.find(manager, groupId, id);
  }

  /** Promotes again the newest version that was champion before the present one was made. */
  async rollback(
    manager: EntityManager,
    groupId: string,
    note: PromotionNote,
  ): Promise<ModelVersion> {
    await this.lock(manager, groupId);
    const [earlier] = await manager.query<{ id: string }[]>(
      `WITH ${PROMOTIONS}
       SELECT v.id FROM model_version v JOIN champion c ON true
       JOIN model_version present ON present.group_id = v.group_id AND present.id = c.model_version_id
       WHERE v.group_id = $1 AND v.number < present.number
         AND EXISTS (SELECT 1 FROM promotion p WHERE p.group_id = v.group_id AND p.model_version_id = v.id)
       ORDER BY v.number DESC LIMIT 1`,
      [groupId],
    );
    if (!earlier) throw new NoEarlierChampionError();
    return this.promote(manager, groupId, earlier.id, note);
  }

  /**
   * The serving model, restored; null before the first promotion. Where its content is not what was
   * registered, the champion before it serves on, and the log says so: a desk without scores is worse.
   *
   * @throws {@link ModelUnusableError} when none of them can be restored.
   */
  async champion(manager: EntityManager, groupId: string): Promise<ChampionModel | null> {
    const reigned = await manager.query<ModelVersion[]>(
      `WITH ${PROMOTIONS}, reign AS (
         SELECT model_version_id, max(id) AS newest FROM promotion
         WHERE group_id = $1 GROUP BY model_version_id)
       SELECT ${VERSION_COLUMNS} JOIN reign ON reign.model_version_id = v.id
       WHERE v.group_id = $1 ORDER BY reign.newest DESC LIMIT ${MOST_TRIED}`,
      [groupId],
    );
    let refused: ModelUnusableError | undefined;
    for (const version of reigned) {
      try {
        return { ...version, model: await this.model(manager, groupId, version.id) };
      } catch (error) {
        if (!(error instanceof ModelUnusableError)) throw error;
        this.logger.error(`${error.message} The champion before it serves, where there is one.`);
        refused ??= error;
      }
    }
    if (refused) throw refused;
    return null;
  }

  /** Any version, restored: the contest scores with the champion and its challenger. */
  async model(manager: EntityManager, groupId: string, id: string): Promise<ScoringModel> {
    const kept = this.restored.get(id);
    if (kept) return kept;
    const model = await this.usable(await this.stored(manager, groupId, id));
    if (this.restored.size >= MOST_KEPT) this.restored.delete(this.restored.keys().next().value!);
    this.restored.set(id, model);
    return model;
  }

  /** Newest first. */
  async list(manager: EntityManager, groupId: string, limit = 100): Promise<ModelVersion[]> {
    return manager.query<ModelVersion[]>(
      `WITH ${PROMOTIONS} SELECT ${VERSION_COLUMNS} WHERE v.group_id = $1
       ORDER BY v.number DESC LIMIT $2`,
      [groupId, limit],
    );
  }

  /** All that is known about one version, without its weights. */
  async card(manager: EntityManager, groupId: string, id: string): Promise<ModelCard> {
    const version = await this.find<Omit<ModelCard, 'promotions'>>(
      manager,
      groupId,
      id,
      CARD_COLUMNS,
    );
    const promotions = await manager.query<ModelCard['promotions']>(
      `SELECT promoted_at AS "at", promoted_by AS "by", reason FROM promotion p
       WHERE p.group_id = $1 AND p.model_version_id = $2 ORDER BY p.id DESC`,
      [groupId, id],
    );
    return { ...version, promotions };
  }

  private async find<T = ModelVersion>(
    manager: EntityManager,
    groupId: string,
    id: string,
    columns = VERSION_COLUMNS,
  ): Promise<T> {
    const [version] = await manager.query<T[]>(
      `WITH ${PROMOTIONS} SELECT ${columns} WHERE v.group_id = $1 AND v.id = $2`,
      [groupId, id],
    );
    if (!version) throw new ModelVersionNotFoundError(id);
    return version;
  }

  private stored(manager: EntityManager, groupId: string, id: string): Promise<StoredVersion> {
    return this.find(manager, groupId, id, STORED_COLUMNS);
  }

  private async usable({
    number,
    artifact,
    artifactHash,
    columns,
  }: StoredVersion): Promise<ScoringModel> {
    try {
      return new ScoringModel(await openArtifact({ bytes: artifact, hash: artifactHash }, columns));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ModelUnusableError(`Model version ${number} cannot score. ${why}`, {
        cause: error,
        details: { number },
      });
    }
  }

  /** Numbers and promotions of a group are given one at a time. */
  private async lock(manager: EntityManager, groupId: string): Promise<void> {
    await manager.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('model_version:' || $1, 0))`,
      [groupId],
    );
  }
}
