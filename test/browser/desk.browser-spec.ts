import { describeInBrowser } from '../support/browser.js';
import { DeskStage } from './desk-stage.js';
import { callingNext } from './flows/calling-next.js';
import { leavingBehind } from './flows/leaving-behind.js';
import { looking } from './flows/looking.js';
import { managing } from './flows/managing.js';
import { picturing } from './flows/picturing.js';
import { readingALead } from './flows/reading-a-lead.js';
import { ringing } from './flows/ringing.js';
import { signingIn } from './flows/signing-in.js';
import { travelling } from './flows/travelling.js';
import { workingTheList } from './flows/working-the-list.js';

describeInBrowser('The desk', () => {
  let stage: DeskStage;

  // Started once: most of the time goes into the store's history and its first champion.
  beforeAll(async () => {
    stage = await DeskStage.begin('desk');
  }, 300_000);
  afterAll(() => stage.end());
  beforeEach(() => stage.rest());
  afterEach(() => stage.mustNotComplain());

  const here = (): DeskStage => stage;
  describe('The way in', () => signingIn(here));
  describe('Pictured', () => picturing(here));
  describe('Looked at', () => looking(here));
  describe('Call next', () => callingNext(here));
  describe('A lead', () => readingALead(here));
  describe('The list', () => workingTheList(here));
  describe('A hot lead', () => ringing(here));
  describe('A lead that travels', () => travelling(here));
  describe('The board', () => managing(here));
  describe('Left behind', () => leavingBehind(here));
  // A part of the suite, as -t runs it, shows less.
  it('was shown whole: on a phone and a desk, in both themes, and by keyboard alone', () => {
    stage.shown.print();
    expect(stage.shown.holes()).toEqual([]);
  });
});
