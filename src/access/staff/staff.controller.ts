import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Req,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Env } from '#config';
import type { FastifyRequest } from 'fastify';
import { CurrentPrincipal, RequireScope } from '../decorators.js';
import type { Principal } from '../principal.js';
import type { StaffLink } from '../sign-in/staff-links.js';
import { Directory } from '../tenancy/directory.js';
import { StaffManagement } from './staff-management.js';
import type { StaffMember } from './staff-member.js';
import {
  InvitedDto,
  InviteStaffDto,
  StaffChangeDto,
  StaffLinkDto,
  StaffMemberDto,
} from './staff.dto.js';

/** The people at the desk: who they are, what they may, where they work. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('v1/staff')
export class StaffController {
  constructor(
    private readonly management: StaffManagement,
    private readonly directory: Directory,
    private readonly env: Env,
  ) {}

  /** Who works where you act, by name; those who left are among them. */
  @RequireScope('manage', 'audit', 'admin')
  @Get()
  async list(@CurrentPrincipal() principal: Principal): Promise<StaffMemberDto[]> {
    const shown = await this.shownFor(principal);
    return (await this.management.list(principal)).map(shown);
  }

  /** Makes an account without a password, and a link by which its owner sets one. The link is shown this once. */
  @Post()
  async invite(
    @CurrentPrincipal() principal: Principal,
    @Body() body: InviteStaffDto,
    @Req() request: FastifyRequest,
  ): Promise<InvitedDto> {
    const { id, ...link } = await this.management.invite(principal, body);
    const { link: address, expiresAt } = this.linkFor(link, request);
    return { id, link: address, expiresAt };
  }

  /**
   * Changes what was sent, and nothing else. Nobody changes their own role or rooftops, or leaves by
   * themselves: somebody must stay who can.
   *
   * @param staffId - The member of staff, by our identifier.
   */
  @Patch(':staffId')
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', ParseUUIDPipe) staffId: string,
    @Body() body: StaffChangeDto,
  ): Promise<StaffMemberDto> {
    const shown = await this.shownFor(principal);
    return shown(await this.management.change(principal, staffId, body));
  }

  /**
   * A one-time link by which the account's owner sets a new password; it ends any earlier link, and using
   * it ends the account's sessions and lock. Shown this once.
   *
   * @param staffId - The member of staff, by our identifier.
   */
  @Post(':staffId/link')
  async link(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', ParseUUIDPipe) staffId: string,
    @Req() request: FastifyRequest,
  ): Promise<StaffLinkDto> {
    return this.linkFor(await this.management.link(principal, staffId), request);
  }

  /**
   * Takes the second factor off an account whose owner lost it.
   *
   * @param staffId - The member of staff, by our identifier.
   */
  @Delete(':staffId/second-factor')
  @HttpCode(204)
  forgetSecondFactor(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', ParseUUIDPipe) staffId: string,
  ): Promise<void> {
    return this.management.forgetSecondFactor(principal, staffId);
  }

  /** The token stands after the #, which browsers send to no server and no log. */
  private linkFor({ token, expiresAt }: StaffLink, request: FastifyRequest): StaffLinkDto {
    const origin = this.env.PUBLIC_URL ?? `${request.protocol}://${request.headers.host ?? ''}`;
    return { link: `${new URL('/welcome', origin).href}#${token}`, expiresAt };
  }

  private async shownFor({ groupId }: Principal): Promise<(member: StaffMember) => StaffMemberDto> {
    const rooftops = await this.directory.dealershipsOf(groupId);
    const keys = new Map(rooftops.map(({ id, key }) => [id, key]));
    return ({ dealershipIds, ...member }) => ({
      ...member,
      dealerships: dealershipIds && dealershipIds.flatMap((id) => keys.get(id) ?? []),
    });
  }
}
