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
import {
  NotSignedInError,
  SecondFactorWrongError,
  SessionNotFoundError,
} from '../access.errors.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { CurrentPrincipal, RequireScope } from '../decorators.js';
import type { Principal } from '../principal.js';
import { SecondFactor } from '../sign-in/second-factor.js';
import { Tenancy } from '../tenancy/tenancy.js';
import {
  ChangePasswordDto,
  MySessionDto,
  RecoveryCodesDto,
  SecondFactorCodeDto,
  SecondFactorDto,
  SecondFactorStartDto,
} from './me.dto.js';
import { StaffAccounts } from './staff-accounts.js';
import { StaffSessions } from './staff-sessions.js';

/** One's own account. */
@ApiTags('session')
@RequireScope('read')
@Controller('v1/me')
export class MeController {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly accounts: StaffAccounts,
    private readonly sessions: StaffSessions,
    private readonly secondFactor: SecondFactor,
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
  ) {}

  /** Where you are signed in, newest use first. */
  @Get('sessions')
  async list(@CurrentPrincipal() principal: Principal): Promise<MySessionDto[]> {
    const { staffId, id } = ownSession(principal);
    const sessions = await this.sessions.list(staffId);
    return sessions.map((session) => ({ ...session, current: session.id === id }));
  }

  /** Signs you out everywhere but here. */
  @Delete('sessions')
  @HttpCode(204)
  async closeOthers(@CurrentPrincipal() principal: Principal): Promise<void> {
    const { staffId, id } = ownSession(principal);
    await this.sessions.closeAll(staffId, id);
    await this.note(principal, 'staff.signed_out_elsewhere');
  }

  /**
   * Ends one of your sessions.
   *
   * @param sessionId - The session, by our identifier.
   */
  @Delete('sessions/:sessionId')
  @HttpCode(204)
  async close(
    @CurrentPrincipal() principal: Principal,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
  ): Promise<void> {
    const ended = await this.sessions.closeOne(ownSession(principal).staffId, sessionId);
    if (!ended) throw new SessionNotFoundError();
  }

  /** Changes your password and signs you out everywhere else. */
  @Post('password')
  @HttpCode(204)
  async changePassword(
    @CurrentPrincipal() principal: Principal,
    @Body() { current, next }: ChangePasswordDto,
  ): Promise<void> {
    const { staffId, id } = ownSession(principal);
    await this.accounts.changePassword(staffId, current, next);
    await this.sessions.closeAll(staffId, id);
    await this.note(principal, 'staff.password_changed');
  }

  /** Whether your account has a second factor. */
  @Get('second-factor')
  async factor(@CurrentPrincipal() principal: Principal): Promise<SecondFactorDto> {
    return { on: await this.secondFactor.isOn(ownSession(principal).staffId) };
  }

  /** Starts a second factor: it counts once a code is confirmed. */
  @Post('second-factor')
  async start(@CurrentPrincipal() principal: Principal): Promise<SecondFactorStartDto> {
    const uri = await this.secondFactor.start(ownSession(principal).staffId);
    return { uri, secret: new URL(uri).searchParams.get('secret') ?? '' };
  }

  /** Confirms the second factor with a first code; from then on sign-in asks for one. */
  @Post('second-factor/confirm')
  @HttpCode(200)
  async confirm(
    @CurrentPrincipal() principal: Principal,
    @Body() { code }: SecondFactorCodeDto,
  ): Promise<RecoveryCodesDto> {
    const recoveryCodes = await this.secondFactor.confirm(ownSession(principal).staffId, code);
    await this.note(principal, 'staff.second_factor_on');
    return { recoveryCodes };
  }

  /** Turns the second factor off; takes a code of it. */
  @Post('second-factor/off')
  @HttpCode(204)
  async turnOff(
    @CurrentPrincipal() principal: Principal,
    @Body() { code }: SecondFactorCodeDto,
  ): Promise<void> {
    const { staffId } = ownSession(principal);
    if (!(await this.secondFactor.accepts(staffId, code))) throw new SecondFactorWrongError();
    await this.secondFactor.turnOff(staffId);
    await this.note(principal, 'staff.second_factor_off');
  }

  private note({ groupId, actor }: Principal, action: string): Promise<void> {
    return this.tenancy.asGroup(groupId, (manager) =>
      this.audit.record(manager, { actor, action, subject: actor }),
    );
  }
}

function ownSession({ session }: Principal): NonNullable<Principal['session']> {
  if (!session) throw new NotSignedInError();
  return session;
}
