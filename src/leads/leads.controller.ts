import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, Tenancy, type ActingTenant } from '#access';
import {
  ActivityListDto,
  NewActivityDto,
  NewOutcomeDto,
  OutcomeDto,
  RecordedActivityDto,
} from './leads.dto.js';
import { LeadStory } from './lead-story.js';

@ApiTags('leads')
@Controller('v1/leads/:leadId')
export class LeadsController {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly story: LeadStory,
  ) {}

  /**
   * What happened on a lead, oldest first.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Get('activities')
  @RequireScope('read')
  activities(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
  ): Promise<ActivityListDto> {
    return this.tenancy.asDealership(dealershipId, async (manager) => ({
      items: await this.story.activities(manager, dealershipId, leadId),
    }));
  }

  /**
   * Records a touch the desk made. The same Idempotency-Key again records nothing new.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Post('activities')
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description: 'Names this touch; the same one again records nothing new.',
  })
  @RequireScope('score')
  recordActivity(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
    @Body() body: NewActivityDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<RecordedActivityDto> {
    return this.tenancy.asDealership(dealershipId, (manager) =>
      this.story.addActivity(manager, dealershipId, leadId, body, key),
    );
  }

  /**
   * Records what became of a lead. It stands until the CRM says something new.
   *
   * @param leadId - The lead, by our identifier.
   */
  @Post('outcome')
  @HttpCode(200)
  @RequireScope('score')
  recordOutcome(
    @CurrentTenant() tenant: ActingTenant,
    @Param('leadId', ParseUUIDPipe) leadId: string,
    @Body() body: NewOutcomeDto,
  ): Promise<OutcomeDto> {
    return this.tenancy.asDealership(tenant.dealershipId, (manager) =>
      this.story.decide(manager, tenant, leadId, body),
    );
  }
}
