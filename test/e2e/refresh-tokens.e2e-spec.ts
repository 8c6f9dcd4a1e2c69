import { CrmAdapters, CrmAuthError, CrmReach } from '#crm';
import { Connections, RefreshTokens } from '#leads';
import { SystemClock } from '#platform';
import { type VendorAnswer, type VendorRequest, VendorServer } from '#simulator';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { type LeadRoom, leadRoom } from '../support/lead-room.js';

/** Gives another refresh token with each use, and refuses the one before; its access tokens last a moment. */
class RotatingCrm extends VendorServer {
  newest = 'refresh-0';
  #given = 0;

  protected isSignIn({ path }: VendorRequest): boolean {
    return path === '/token';
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (!this.isSignIn(request)) return { status: 200, json: { items: [] } };
    const shown = new URLSearchParams(request.body).get('refresh_token');
    if (shown !== this.newest) return { status: 400, json: { error: 'invalid_grant' } };
    this.#given += 1;
    this.newest = `refresh-${this.#given}`;
    const token = { access_token: this.issueToken(), expires_in: 0.001 };
    return { status: 200, json: { ...token, refresh_token: this.newest } };
  }
}

describe('a refresh token that is replaced with each use', () => {
  let room: LeadRoom;
  let crm: RotatingCrm;
  let http: CrmHttp;
  let reach: CrmReach;
  let connections: Connections;
  let connectionId: string;

  beforeAll(async () => {
    room = await leadRoom();
    crm = await new RotatingCrm().start();
    reach = new CrmReach();
    reach.allowHost(crm.host);
    http = new CrmHttp(reach, new SystemClock());
    const { vault, clock, tenancy } = room;
    connections = new Connections(vault, clock, new RefreshTokens(tenancy, vault));
  });
  afterAll(async () => {
    await http.onModuleDestroy();
    await crm.stop();
    await room.database.drop();
  });
  beforeEach(async () => {
    await room.open();
    crm.newest = 'refresh-0';
    await connect('refresh-0');
  });

  const connect = async (refreshToken: string): Promise<void> => {
    const saved = await room.inside((manager) =>
      connections.save(manager, room.dealershipId, {
        key: 'crm',
        name: 'CRM',
        dialect: 'rest',
        settings: {
          baseUrl: crm.origin,
          auth: { type: 'oauth2-refresh-token', tokenUrl: '/token' },
          statuses: { New: 'OPEN' },
          pull: {
            lead: {
              path: '/leads',
              items: 'items',
              paging: { type: 'none' },
              fields: { externalId: 'id' },
            },
          },
        },
        secrets: { clientId: 'desk', clientSecret: 'fake-secret', refreshToken },
      }),
    );
    connectionId = saved.id;
  };
  /** As another process, or this one after a restart, would. */
  const pullAnew = async (): Promise<void> => {
    const config = await room.inside((manager) =>
      connections.config(manager, room.dealershipId, connectionId),
    );
    await new CrmAdapters(http, reach, new SystemClock()).create(config).pull('lead', null);
  };

  it('outlives the process that was given it', async () => {
    await pullAnew();
    await pullAnew();
    // The settings file is read at each start, and still names the first.
    await connect('refresh-0');

    await pullAnew();

    expect(crm.newest).not.toBe('refresh-0');
  });

  it('is asked for in turns, whichever process asks', async () => {
    await Promise.all([pullAnew(), pullAnew(), pullAnew(), pullAnew()]);

    await expect(pullAnew()).resolves.toBeUndefined();
  });

  it('is sealed', async () => {
    await pullAnew();

    const [row] = await room.inside((manager) =>
      manager.query<{ sealed: Buffer }[]>(
        'SELECT refresh_tokens_sealed AS sealed FROM crm_connection',
      ),
    );

    expect(row?.sealed.toString('latin1')).not.toContain(crm.newest);
    expect(room.vault.open(room.dealershipId, row!.sealed)).toContain(crm.newest);
  });

  it('is forgotten where people set another one', async () => {
    await pullAnew();
    crm.newest = 'set-by-people';
    await expect(pullAnew()).rejects.toThrow(CrmAuthError);

    await connect('set-by-people');

    await expect(pullAnew()).resolves.toBeUndefined();
  });
});
