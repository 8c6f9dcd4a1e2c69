import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ActingTenant, CurrentTenant, RequireScope } from '#access';
import { RedriveDeliveriesDto, RedrivenDeliveriesDto } from '../delivery.dto.js';
import { StageDesk } from './stage-desk.js';
import { ListStagesDto, StageDeliveryDto, stageEnd } from './stage.dto.js';

@ApiTags('deliveries')
@Controller('v1/stage-deliveries')
export class StageController {
  constructor(private readonly desk: StageDesk) {}

  /** Stages of leads told to systems that take stages and no scores, the latest reached first. */
  @Get()
  @RequireScope('read')
  async list(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Query() { state, connection, lead, limit, before }: ListStagesDto,
  ): Promise<StageDeliveryDto[]> {
    const stages = await this.desk.list(dealershipId, {
      limit,
      ...(state && { state }),
      ...(connection && { connection }),
      ...(lead && { leadId: lead }),
      ...(before && { before: stageEnd(before) }),
    });
    return stages.map((stage) => StageDeliveryDto.from(stage));
  }

  /** Tells everything once more that was refused, unless a week has gone by since. */
  @Post('redrive')
  @HttpCode(202)
  @RequireScope('admin')
  async redrive(
    @CurrentTenant() tenant: ActingTenant,
    @Body() { connection }: RedriveDeliveriesDto,
  ): Promise<RedrivenDeliveriesDto> {
    return { redriven: await this.desk.redriveAll(tenant, connection) };
  }
}
