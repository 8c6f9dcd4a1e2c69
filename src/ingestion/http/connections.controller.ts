import {
  Body,
  Controller,
  Get,
  HttpCode,
  type MessageEvent,
  Param,
  Post,
  Query,
  Sse,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';
import { Clock } from '#platform';
import type { Observable } from 'rxjs';
import { ConnectionDesk } from '../connection-desk.js';
import { Replay } from '../replay.js';
import { SyncProgressStream } from '../sync-progress.js';
import { SyncEventsQueryDto } from './connection-register.dto.js';
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
    private readonly syncs: SyncProgressStream,
    private readonly clock: Clock,
  ) {}

  /** Every connection of the dealership with its last sync and what waits in quarantine. */
  @Get()
  async list(@CurrentTenant() { dealershipId }: ActingTenant): Promise<ConnectionListDto> {
    return { items: await this.desk.list(dealershipId) };
  }

  /**
   * Asks for a sync now.
   *
   * @param key - The connection's key.
   */
  @Post(':key/sync')
  @HttpCode(202)
  async sync(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('key') key: string,
  ): Promise<SyncRequestedDto> {
    const since = this.clock.now().toISOString();
    await this.desk.requestSync(dealershipId, key);
    const events = `/v1/connections/${encodeURIComponent(key)}/sync/events?since=${since}`;
    return { connection: key, requested: true, events };
  }

  /**
   * How the sync under way, or the next, gets on, as server-sent events: `waiting`, `progress` with pages
   * and counts, at last `done` or `failed`.
   *
   * @param key - The connection's key.
   */
  @Sse(':key/sync/events')
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async progress(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('key') key: string,
    @Query() { since }: SyncEventsQueryDto,
  ): Promise<Observable<MessageEvent>> {
    return this.syncs.of(dealershipId, await this.desk.idOf(dealershipId, key), since);
  }

  /**
   * Tries the connection step by step and says what to mend.
   *
   * @param key - The connection's key.
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
   * @param key - The connection's key.
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
   * @param key - The connection's key.
   */
  @Post(':key/quarantine/replay')
  @HttpCode(200)
  async replayAll(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('key') key: string,
    @Body() { reason }: ReplayAllDto,
  ): Promise<ReplayedDto> {
    const id = await this.desk.idOf(dealershipId, key);
    return this.replay.all(dealershipId, id, { reason, limit: 1000 });
  }
}
