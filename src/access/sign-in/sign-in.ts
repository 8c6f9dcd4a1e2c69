import { Injectable } from '@nestjs/common';
import { SecondFactorNeededError, SignInRefusedError } from '../access.errors.js';
import { StaffAccounts } from '../staff/staff-accounts.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { Attempts } from './attempts.js';
import { SecondFactor } from './second-factor.js';
import { StaffLinks } from './staff-links.js';

/** What signing in leaves in the browser's cookies. */
export interface Opened {
  staffId: string;
  session: string;
  device: string;
}

/** The browser that asks. */
export interface Asker {
  /** What an earlier sign-in left there. */
  device?: string | undefined;
  /** Such as 'Chrome on Android'. */
  client: string;
}

/** Password and second factor, single sign-on or a one-time link become a session. */
@Injectable()
export class SignIn {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly accounts: StaffAccounts,
    private readonly attempts: Attempts,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: StaffSessions,
    private readonly links: StaffLinks,
  ) {}

  /**
   * @throws SignInRefusedError, the same for every cause, so that accounts cannot be guessed.
   * @throws SecondFactorNeededError once the password is right and a code is needed.
   */
  async withPassword(
    given: { email: string; password: string; code?: string | undefined },
    asker: Asker,
  ): Promise<Opened> {
    const account = await this.accounts.byEmail(given.email);
    const forgive = account && (await this.attempts.begin(account.id, asker.device));
    const matches = await this.accounts.matches(account, given.password);
    if (!account || !forgive || !matches || account.disabledAt) throw new SignInRefusedError();
    if (account.hasSecondFactor) {
      if (given.code === undefined) throw new SecondFactorNeededError();
      if (!(await this.secondFactor.accepts(account.id, given.code)))
        throw new SignInRefusedError();
    }
    await forgive();
    return this.open(account.id, asker);
  }

  /** @throws LinkEndedError @throws PasswordWeakError */
  async withLink(token: string, password: string, asker: Asker): Promise<Opened> {
    const staffId = await this.links.use(token, password);
    // Whoever knew the account before may be why the link was asked for.
    await this.sessions.closeAll(staffId);
    await this.attempts.startAnew(staffId);
    return this.open(staffId, asker);
  }

  /** For whoever another authority vouches for. */
  async open(staffId: string, { device, client }: Asker): Promise<Opened> {
    return {
      staffId,
      session: await this.sessions.open(staffId, client),
      device: await this.attempts.know(staffId, device),
    };
  }
}
