import { Injectable } from '@nestjs/common';
import type { Ruling } from '#model/fitting';
import type { EntityManager } from 'typeorm';

import type { CourtRuling } from './court-ruling.js';

/** Rulings of one dealer group, append-only; every method runs inside the group's tenancy. */
@Injectable()
export class CourtRulingStore {
  async add(manager: EntityManager, groupId: string, ruling: CourtRuling): Promise<void> {
    await manager.query(
      `INSERT INTO court_ruling (group_id, feature, ruling, reason, ruled_by, ruled_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [groupId, ruling.feature, ruling.ruling, ruling.reason, ruling.by, ruling.at],
    );
  }

  /** The newest of each feature, by feature; withdrawn ones are none. */
  async standing(manager: EntityManager, groupId: string): Promise<CourtRuling[]> {
    return manager.query<CourtRuling[]>(
      `SELECT * FROM (
         SELECT DISTINCT ON (feature) feature, ruling, reason, ruled_by AS "by", ruled_at AS "at"
         FROM court_ruling WHERE group_id = $1 ORDER BY feature, id DESC
       ) AS newest WHERE ruling <> 'withdraw'`,
      [groupId],
    );
  }

  async byFeature(manager: EntityManager, groupId: string): Promise<Map<string, Ruling>> {
    const standing = await this.standing(manager, groupId);
    return new Map(standing.map(({ feature, ruling }) => [feature, ruling as Ruling]));
  }
}
