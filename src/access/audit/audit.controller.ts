import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope } from '../decorators.js';
import type { Principal } from '../principal.js';
import { Tenancy } from '../tenancy/tenancy.js';
import { ActorNames } from './actor-names.js';
import { AuditTrail } from './audit-trail.js';
import { AuditEventDto, AuditQueryDto } from './audit.dto.js';

@ApiTags('admin')
@Controller('v1/audit-events')
export class AuditController {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
    private readonly actors: ActorNames,
  ) {}

  /** What was done in your group, newest first. The next page begins `before` the last event's id. */
  @Get()
  @RequireScope('audit', 'admin')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AuditQueryDto,
  ): Promise<AuditEventDto[]> {
    const names = await this.actors.of(principal.groupId);
    const events = await this.tenancy.asGroup(principal.groupId, (manager) =>
      this.audit.list(manager, principal.dealershipIds, query),
    );
    return events.map((event) => ({
      ...event,
      actorName: names.get(event.actor) ?? null,
      subjectName: names.get(event.subject) ?? null,
    }));
  }
}
