import { Injectable } from '@nestjs/common';
import { Tenancy, Vault } from '#access';
import { newId } from '#leads';
import { Clock } from '#platform';
import type { EntityManager } from 'typeorm';
import type { NewViewDto, SavedViewDto, ViewDto } from './saved-view.dto.js';
import { SavedViewNotFoundError, TooManyViewsError } from './saved-views.errors.js';

/** More than a menu can show; whoever needs more wants a search. */
export const MOST_VIEWS = 30;

/** Whose views: one member of staff, whichever rooftop they look at. */
export interface ViewOwner {
  groupId: string;
  staffId: string;
}

/** Views of the queue by name, the same on every device of the person who saved them. */
@Injectable()
export class SavedViews {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  list(owner: ViewOwner): Promise<SavedViewDto[]> {
    return this.tenancy.asStaff(owner, (manager) => this.read(manager, owner));
  }

  /** Keeps it in the place of one with the same name. @throws TooManyViewsError */
  save(owner: ViewOwner, { name, view }: NewViewDto): Promise<SavedViewDto> {
    return this.tenancy.asStaff(owner, async (manager) => {
      // Two devices at once would each count too few: a sealed name cannot be a key.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `saved_view ${owner.staffId}`,
      ]);
      const views = await this.read(manager, owner);
      const known = views.find((one) => one.name === name);
      if (!known && views.length >= MOST_VIEWS) throw new TooManyViewsError(MOST_VIEWS);
      const now = this.clock.now();
      const id = known?.id ?? newId(now);
      await manager.query(
        `INSERT INTO saved_view (id, group_id, staff_id, name_sealed, view, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET view = excluded.view`,
        [id, owner.groupId, owner.staffId, this.vault.seal(owner.groupId, name), view, now],
      );
      return { id, name, view };
    });
  }

  /** @throws SavedViewNotFoundError also where it is somebody else's. */
  remove(owner: ViewOwner, viewId: string): Promise<void> {
    return this.tenancy.asStaff(owner, async (manager) => {
      const [, removed] = await manager.query<[unknown, number]>(
        'DELETE FROM saved_view WHERE id = $1',
        [viewId],
      );
      if (removed === 0) throw new SavedViewNotFoundError();
    });
  }

  private async read(manager: EntityManager, { groupId }: ViewOwner): Promise<SavedViewDto[]> {
    const rows = await manager.query<{ id: string; name: Buffer; view: ViewDto }[]>(
      'SELECT id, name_sealed AS name, view FROM saved_view ORDER BY saved_at, id',
    );
    return rows.map(({ id, name, view }) => ({ id, name: this.vault.open(groupId, name), view }));
  }
}
