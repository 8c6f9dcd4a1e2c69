import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';
import { Replay } from '../replay.js';
import { ReplayDto } from './connections.dto.js';

@ApiTags('connections')
@Controller('v1/quarantine')
@RequireScope('admin')
export class QuarantineController {
  constructor(private readonly replay: Replay) {}

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
