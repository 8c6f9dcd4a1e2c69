import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { DealershipMissingError, DealershipNotYoursError } from '../access.errors.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { CurrentPrincipal, RequireScope } from '../decorators.js';
import { actsFor, type Principal } from '../principal.js';
import { Directory } from '../tenancy/directory.js';
import { Tenancy } from '../tenancy/tenancy.js';
import { ApiKeyDto, IssueApiKeyDto, IssuedApiKeyDto } from './api-key.dto.js';
import { ApiKeys } from './api-keys.js';

/** API keys of the caller's own group. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('v1')
export class AdminController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly directory: Directory,
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
  ) {}

  /** Keys of your group, without their secrets. */
  @RequireScope('audit', 'admin')
  @Get('api-keys')
  async list(@CurrentPrincipal() principal: Principal): Promise<ApiKeyDto[]> {
    const keys = await this.keys.list(principal.groupId);
    return keys.filter((key) => actsFor(principal, key.dealershipId));
  }

  /** Makes a key. Its secret is in the answer and nowhere else. */
  @Post('api-keys')
  async issue(
    @CurrentPrincipal() principal: Principal,
    @Body() body: IssueApiKeyDto,
  ): Promise<IssuedApiKeyDto> {
    const wanted = {
      groupId: principal.groupId,
      dealershipId: await this.dealershipFor(principal, body.dealership),
      name: body.name,
      scopes: body.scopes,
      ...(body.expiresAt ? { expiresAt: body.expiresAt } : {}),
    };
    return this.tenancy.asItselfFor(principal, async (manager) => {
      const issued = await this.keys.issue(wanted, manager);
      await this.note(manager, principal, 'api_key.issued', issued.id);
      return issued;
    });
  }

  /**
   * A new secret for the same key; the old one stops at once.
   *
   * @param id - The key, by our identifier.
   */
  @Post('api-keys/:id/rotate')
  async rotate(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<IssuedApiKeyDto> {
    await this.assertMine(principal, id);
    const rotated = await this.tenancy.asItselfFor(principal, async (manager) => {
      const issued = await this.keys.rotate(principal.groupId, id, manager);
      await this.note(manager, principal, 'api_key.rotated', id);
      return issued;
    });
    this.keys.forget();
    return rotated;
  }

  /**
   * Ends a key.
   *
   * @param id - The key, by our identifier.
   */
  @Delete('api-keys/:id')
  @HttpCode(204)
  async revoke(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.assertMine(principal, id);
    await this.tenancy.asItselfFor(principal, async (manager) => {
      await this.keys.revoke(principal.groupId, id, manager);
      await this.note(manager, principal, 'api_key.revoked', id);
    });
    this.keys.forget();
  }

  private async dealershipFor(
    principal: Principal,
    key: string | undefined,
  ): Promise<string | null> {
    if (key === undefined && principal.dealershipIds === null) return null;
    const mine = await this.directory.actedFor(principal);
    if (key === undefined && mine.length > 1) throw new DealershipMissingError();
    const found = mine.find((one) => key === undefined || one.key === key);
    if (!found) throw new DealershipNotYoursError();
    return found.id;
  }

  /** An admin of one rooftop manages that rooftop's keys, not the group's. */
  private async assertMine(principal: Principal, id: string): Promise<void> {
    const key = (await this.keys.list(principal.groupId)).find((one) => one.id === id);
    if (key && !actsFor(principal, key.dealershipId)) throw new DealershipNotYoursError();
  }

  private note(
    manager: EntityManager,
    { actor }: Principal,
    action: string,
    keyId: string,
  ): Promise<void> {
    return this.audit.record(manager, { actor, action, subject: `api_key:${keyId}` });
  }
}
