import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentPrincipal,
  CurrentTenant,
  type Principal,
  RequireScope,
  type Tenant,
} from '#access';
import { AssignedDto, ColleagueDto, NewAssignmentsDto } from './assignments.dto.js';
import { Assignments } from './assignments.js';

@ApiTags('leads')
@Controller('v1')
export class AssignmentsController {
  constructor(private readonly assignments: Assignments) {}

  /**
   * Gives leads to a salesperson, all of them or none. It goes before what the CRM says and is not written
   * there; `staffId: null` takes it back. Whoever has the scope `manage` gives any lead to anybody of the
   * dealership; a salesperson takes leads for themselves, of those they see. Open desks are told by an
   * event of kind `assigned`.
   */
  @Post('leads/assignments')
  @HttpCode(200)
  @RequireScope('score')
  assign(
    @CurrentTenant() tenant: Tenant,
    @CurrentPrincipal() principal: Principal,
    @Body() body: NewAssignmentsDto,
  ): Promise<AssignedDto> {
    return this.assignments.assign(tenant, principal, body);
  }

  /** Who can be given leads of this dealership. */
  @Get('colleagues')
  @RequireScope('read')
  async colleagues(@CurrentTenant() tenant: Tenant): Promise<ColleagueDto[]> {
    const colleagues = await this.assignments.colleagues(tenant);
    return colleagues.map(({ id, name, role, openLeads }) => ({ id, name, role, openLeads }));
  }
}
