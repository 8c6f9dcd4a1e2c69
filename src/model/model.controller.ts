import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ActorNames,
  AuditTrail,
  CurrentPrincipal,
  RequireScope,
  Tenancy,
  type Principal,
} from '#access';
import { ModelCardDto, ModelVersionDto, PromotionReasonDto } from './model.dto.js';
import { ModelRegistry } from './model-registry.js';
import { GroupAdminNeededError, NoChampionYetError } from './model.errors.js';
import type { ModelVersion, PromotionNote } from './model-version.js';

/** The models of your dealer group. */
@ApiTags('models')
@RequireScope('admin')
@Controller('v1/models')
export class ModelController {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
    private readonly actors: ActorNames,
  ) {}

  /** The newest 100 versions of your group, newest first. */
  @Get()
  @RequireScope('manage', 'audit', 'admin')
  async list(@CurrentPrincipal() { groupId }: Principal): Promise<ModelVersionDto[]> {
    const versions = await this.tenancy.asGroup(groupId, (manager) =>
      this.registry.list(manager, groupId),
    );
    return versions.map((version) => ModelVersionDto.from(version));
  }

  /** The card of the version that scores your leads now. */
  @Get('champion')
  @RequireScope('read')
  async championCard(@CurrentPrincipal() { groupId }: Principal): Promise<ModelCardDto> {
    const card = await this.tenancy.asGroup(groupId, async (manager) => {
      const champion = await this.registry.champion(manager, groupId);
      if (!champion) throw new NoChampionYetError();
      return this.registry.card(manager, groupId, champion.id);
    });
    return ModelCardDto.from(card, await this.actors.of(groupId));
  }

  /**
   * One version: what it reads, what it learned from, how it did, when it served.
   *
   * @param modelId - The version, by our identifier.
   */
  @Get(':modelId')
  @RequireScope('manage', 'audit', 'admin')
  async card(
    @CurrentPrincipal() { groupId }: Principal,
    @Param('modelId', ParseUUIDPipe) modelId: string,
  ): Promise<ModelCardDto> {
    const card = await this.tenancy.asGroup(groupId, (manager) =>
      this.registry.card(manager, groupId, modelId),
    );
    return ModelCardDto.from(card, await this.actors.of(groupId));
  }

  /**
   * Makes a version champion whatever the contest said; open leads are scored anew.
   *
   * @param modelId - The version, by our identifier.
   */
  @Post(':modelId/promote')
  @HttpCode(200)
  promote(
    @CurrentPrincipal() principal: Principal,
    @Param('modelId', ParseUUIDPipe) modelId: string,
    @Body() body: PromotionReasonDto,
  ): Promise<ModelVersionDto> {
    return this.change(principal, body.reason, 'model.promoted', (manager, note) =>
      this.registry.promote(manager, principal.groupId, modelId, note),
    );
  }

  /** Goes back to the champion before this one; open leads are scored anew. */
  @Post('rollback')
  @HttpCode(200)
  rollback(
    @CurrentPrincipal() principal: Principal,
    @Body() body: PromotionReasonDto,
  ): Promise<ModelVersionDto> {
    return this.change(principal, body.reason, 'model.rolled_back', (manager, note) =>
      this.registry.rollback(manager, principal.groupId, note),
    );
  }

  /** The champion scores every rooftop of the group, so one rooftop's admin cannot change it. */
  private async change(
    principal: Principal,
    reason: string,
    action: string,
    work: (manager: Manager, note: PromotionNote) => Promise<ModelVersion>,
  ): Promise<ModelVersionDto> {
    const { actor, groupId, dealershipIds } = principal;
    if (dealershipIds !== null) throw new GroupAdminNeededError();
    const version = await this.tenancy.asGroup(groupId, async (manager) => {
      const changed = await work(manager, { by: actor, reason });
      await this.audit.record(manager, {
        actor,
        action,
        subject: `model_version:${changed.id}`,
        details: { reason, number: changed.number },
      });
      return changed;
    });
    return ModelVersionDto.from(version);
  }
}

type Manager = Parameters<ModelRegistry['list']>[0];
