import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';
import { ConnectionDesk } from '../connection-desk.js';
import { Replay } from '../replay.js';
import { AllQuarantineQueryDto, QuarantineGroupListDto } from './connection-register.dto.js';
import { QuarantinePageDto, QuarantineQueryDto, ReplayDto } from './connections.dto.js';

@ApiTags('connections')
@Controller('v1/quarantine')
@RequireScope('admin')
export class QuarantineController {
  constructor(
    private readonly replay: Replay,
    private readonly desk: ConnectionDesk,
  ) {}

  /** What waits, counted by what would help: one line for each reason, field and word. */
  @Get('groups')
  async groups(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Query() { connection }: AllQuarantineQueryDto,
  ): Promise<QuarantineGroupListDto> {
    return { items: await this.desk.waitingGroups(dealershipId, connection) };
  }

  /** Payloads of all connections that could not be stored, oldest first. */
  @Get()
  list(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Query() query: QuarantineQueryDto,
  ): Promise<QuarantinePageDto> {
    return this.desk.waiting(dealershipId, undefined, query);
  }

  /**
   * Tries one quarantined payload again.
   *
   * @param id - The item, by our identifier.
   */
  @Post(':id/replay')
  @HttpCode(200)
  async one(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ReplayDto> {
    const result = await this.replay.one(dealershipId, id);
    const refusal = result.stored ? undefined : result.refusal;
    return {
      id,
      stored: result.stored,
      reason: refusal?.reason ?? null,
      field: refusal?.field ?? null,
      fix: refusal?.fix ?? null,
    };
  }
}
