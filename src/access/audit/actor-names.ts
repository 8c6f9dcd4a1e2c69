import { Injectable } from '@nestjs/common';
import { ApiKeys } from '../keys/api-keys.js';
import { StaffDirectory } from '../staff/staff-directory.js';

/** What people call those who act: members of staff and API keys. */
@Injectable()
export class ActorNames {
  constructor(
    private readonly staff: StaffDirectory,
    private readonly keys: ApiKeys,
  ) {}

  /** By what the audit trail calls them, as who acts and as what is acted on: `staff:<id>`, `key:<id>`, `api_key:<id>`. */
  async of(groupId: string): Promise<ReadonlyMap<string, string>> {
    const staff = [...(await this.staff.names(groupId))].map(
      ([id, name]) => [`staff:${id}`, name] as const,
    );
    const keys = (await this.keys.list(groupId)).flatMap(({ id, name }) => [
      [`key:${id}`, name] as const,
      [`api_key:${id}`, name] as const,
    ]);
    return new Map([...staff, ...keys]);
  }
}
