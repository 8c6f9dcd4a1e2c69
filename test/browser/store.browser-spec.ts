import { describeInBrowser } from '../support/browser.js';
import { DeskStage } from './desk-stage.js';
import { administering } from './flows/administering.js';
import { beginning } from './flows/beginning.js';
import { guarding } from './flows/guarding.js';
import { leavingBehind } from './flows/leaving-behind.js';
import { standing } from './flows/standing.js';

/** A store as its admin sees it, and as it is on other days than the usual ones. */
describeInBrowser('The store', () => {
  let stage: DeskStage;

  beforeAll(async () => {
    stage = await DeskStage.begin('store');
  }, 300_000);
  afterAll(() => stage.end());
  beforeEach(() => stage.rest());
  afterEach(() => stage.mustNotComplain());

  const here = (): DeskStage => stage;
  describe('An admin', () => administering(here));
  describe('Guarded', () => guarding(here));
  describe('When things are not as usual', () => standing(here));
  describe('Left behind', () => leavingBehind(here));
  // Last, as it cuts the store off and crowds it.
  describe('Beginning and crowded', () => beginning(here));
  it('was shown whole: on a phone and a desk, in both themes, and by keyboard alone', () => {
    stage.shown.print();
    expect(stage.shown.holes()).toEqual([]);
  });
});
