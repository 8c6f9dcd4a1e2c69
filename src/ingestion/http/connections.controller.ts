import { Controller, Get, HttpCode, Param, Post, Query, Body } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';
import { ConnectionDesk } from '../connection-desk.js';
import { Replay } from '../replay.js';
import {
  ConnectionListDto,
  ProbeDto,
  QuarantinePageDto,
  QuarantineQueryDto,
  ReplayAllDto,
  ReplayedDto,
  SyncRequestedDto,
} from './connections.dto.js';

@ApiTags('connections')
@Controller('v1/connections')
@RequireScope('admin')
export class ConnectionsController {
  constructor(
    private readonly desk: ConnectionDesk,
    private readonly replay: Replay,
  ) {}

  /** Every connection of the dealership with its last sync and what waits in quarantine. */
  @Get()
  async list(@CurrentTenant() { dealershipId }: ActingTenant): Promise<ConnectionListDto> {
    return { items: await this.desk.list(dealershipId) };
  }

  /**
   * Asks for a sync now.
   *
   * @param key - The connection's key in the settings.
   */
  @Post(':key/sync')
  @HttpCode(202)
  async sync(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('key') key: string,
  ): Promise<SyncRequestedDto> {
    await this.desk.requestSync(dealershipId, key);
    return { connection: key, requested: true };
  }

  /**
   * Tries the connection step by step and says what to mend.
   *
   * @param key - The connection's key in the settings.
   */
  @Post(':key/probe')
  @HttpCode(200)
  async probe(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('key') key: string,
  ): Promise<ProbeDto> {
    const steps = await this.desk.probe(dealershipId, key);
    return { ok: steps.every((step) => step.ok), steps };
  }

  /**
   * Payloads of this connection that could not be stored, with the reason and what would help.
   *
   * @param key - The connection's key in the settings.
   */
  @Get(':key/quarantine')
  quarantine(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('key') key: string,
    @Query() query: QuarantineQueryDto,
  ): Promise<QuarantinePageDto> {
    return this.desk.waiting(dealershipId, key, query);
  }

  /**
   * Tries everything again that waits for one reason, such as "unknown status" after it was mapped; up to 1,000 at once.
   *
   * @param key - The connection's key in the settings.
   */
  @Post(':key/quarantine/replay')
  @HttpCode(200)
  async replayAll(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('key') key: string,
    @Body() { reason }: ReplayAllDto,
  ): Promise<ReplayedDto> {
    return this.replay.all(dealershipId, await this.desk.idOf(dealershipId, key), reason, 1000);
  }
}
