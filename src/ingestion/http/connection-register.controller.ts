import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';
import { ConnectionDesk } from '../connection-desk.js';
import { ConnectionRegister } from '../connection-register.js';
import { StatusMeanings } from '../status-meanings.js';
import {
  AddConnectionDto,
  ChangeConnectionDto,
  ConnectionDetailDto,
  DialectListDto,
  SayMeaningDto,
  StatusWordsDto,
} from './connection-register.dto.js';
import { ReplayedDto } from './connections.dto.js';

const EVERY_SECONDS = 60;

@ApiTags('connections')
@Controller('v1')
@RequireScope('admin')
export class ConnectionRegisterController {
  constructor(
    private readonly register: ConnectionRegister,
    private readonly desk: ConnectionDesk,
    private readonly meanings: StatusMeanings,
  ) {}

  /** How outside systems talk, and what each way needs to be told: enough to draw a form from. */
  @Get('dialects')
  dialects(): DialectListDto {
    return { items: this.register.dialects() };
  }

  /** Makes a connection, held to what the settings file is held to: every fault is listed with its key and fix. Its first sync is asked for at once. */
  @Post('connections')
  async add(
    @CurrentTenant() tenant: ActingTenant,
    @Body()
    { settings = {}, secrets = {}, syncEverySeconds = EVERY_SECONDS, ...body }: AddConnectionDto,
  ): Promise<ConnectionDetailDto> {
    const { key } = await this.register.add(tenant, {
      ...body,
      settings,
      secrets,
      syncEverySeconds,
    });
    return this.#detail(tenant, key);
  }

  /**
   * One connection with its settings. Of its secrets only the names are shown.
   *
   * @param key - The connection's key.
   */
  @Get('connections/:key')
  one(
    @CurrentTenant() tenant: ActingTenant,
    @Param('key') key: string,
  ): Promise<ConnectionDetailDto> {
    return this.#detail(tenant, key);
  }

  /**
   * Changes what is given and leaves the rest. Connections of the settings file are changed there.
   *
   * @param key - The connection's key.
   */
  @Patch('connections/:key')
  async change(
    @CurrentTenant() tenant: ActingTenant,
    @Param('key') key: string,
    @Body() body: ChangeConnectionDto,
  ): Promise<ConnectionDetailDto> {
    await this.register.change(tenant, key, body);
    return this.#detail(tenant, key);
  }

  /**
   * Neither pulls nor writes until it is resumed. Leads that are posted to it are still taken.
   *
   * @param key - The connection's key.
   */
  @Post('connections/:key/pause')
  @HttpCode(200)
  async pause(
    @CurrentTenant() tenant: ActingTenant,
    @Param('key') key: string,
  ): Promise<ConnectionDetailDto> {
    await this.register.pause(tenant, key, true);
    return this.#detail(tenant, key);
  }

  /**
   * Ends a pause.
   *
   * @param key - The connection's key.
   */
  @Post('connections/:key/resume')
  @HttpCode(200)
  async resume(
    @CurrentTenant() tenant: ActingTenant,
    @Param('key') key: string,
  ): Promise<ConnectionDetailDto> {
    await this.register.pause(tenant, key, false);
    return this.#detail(tenant, key);
  }

  /**
   * Removes it with its settings and secrets. Its leads stay, and are found again when it is connected under the same key.
   *
   * @param key - The connection's key.
   */
  @Delete('connections/:key')
  @HttpCode(204)
  remove(@CurrentTenant() tenant: ActingTenant, @Param('key') key: string): Promise<void> {
    return this.register.remove(tenant, key);
  }

  /**
   * What this system's statuses mean, and which of them nobody has mapped while leads wait for it.
   *
   * @param key - The connection's key.
   */
  @Get('connections/:key/statuses')
  statuses(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('key') key: string,
  ): Promise<StatusWordsDto> {
    return this.meanings.of(dealershipId, key);
  }

  /**
   * Says what a status means from now on, and takes in what waits for it; up to 1,000 at once.
   *
   * @param key - The connection's key.
   */
  @Put('connections/:key/statuses')
  say(
    @CurrentTenant() tenant: ActingTenant,
    @Param('key') key: string,
    @Body() body: SayMeaningDto,
  ): Promise<ReplayedDto> {
    return this.meanings.say(tenant, key, body);
  }

  async #detail({ dealershipId }: ActingTenant, key: string): Promise<ConnectionDetailDto> {
    const { settings, secretNames } = await this.register.open(dealershipId, key);
    return { ...(await this.desk.one(dealershipId, key)), settings, secretNames };
  }
}
