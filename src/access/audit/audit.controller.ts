import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope } from '../decorators.js';
import { ApiKeys } from '../keys/api-keys.js';
import type { Principal } from '../principal.js';
import { StaffDirectory } from '../staff/staff-directory.js';
import { Tenancy } from '../tenancy/tenancy.js';
import { AuditTrail } from './audit-trail.js';
import { AuditEventDto, AuditQueryDto } from './audit.dto.js';

@ApiTags('admin')
@Controller('v1/audit-events')
export class AuditController {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
    private readonly staff: StaffDirectory,
    private readonly keys: ApiKeys,
  ) {}

  /** What was done in your group, newest first. The next page begins `before` the last event's id. */
  @Get()
  @RequireScope('audit', 'admin')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AuditQueryDto,
  ): Promise<AuditEventDto[]> {
    const names = await this.names(principal.groupId);
    const events = await this.tenancy.asGroup(principal.groupId, (manager) =>
      this.audit.list(manager, principal.dealershipIds, query),
    );
    return events.map((event) => ({
      ...event,
      actorName: names.get(event.actor) ?? null,
      subjectName: names.get(event.subject) ?? null,
    }));
  }

  private async names(groupId: string): Promise<Map<string, string>> {
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
