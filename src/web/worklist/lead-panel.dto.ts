import { OutcomeChancesDto, PossibleActionDto, ScoreChangeDto, type Band } from '#prediction';
import { PreviousLeadDto, SimilarLeadDto, VehicleStoryDto } from './lead-background.dto.js';
import { WorklistLeadDto, WorklistReasonDto } from './worklist.dto.js';

export class ScorePointDto {
  /** When the score was made. */
  at: Date;
  /** 1..99. */
  percent: number;
  /** hot, warm or cool. */
  band: Band;
  /** Version number of the model that made it. */
  modelNumber: number;
}

export class TimelineEntryDto {
  /** When it happened. */
  at: Date;
  /** What sort of entry. */
  kind: 'arrived' | 'activity' | 'outcome' | 'price';
  /** Of an activity: 'call', 'text', 'email', …; of an outcome: 'WON', …. */
  what: string | null;
  /** From the customer, to the customer or neither; null for all but activities. */
  direction: 'inbound' | 'outbound' | 'internal' | null;
  /** true: by a person; false: by a program. */
  human: boolean;
  /** Of a price: the new one. */
  price: number | null;
  /** Of a price: the one before. */
  previousPrice: number | null;
  /** Why the outcome was recorded, in the words given. */
  reason: string | null;
  /** What was noted about the activity. */
  note: string | null;
}

export class LeadPanelDto extends WorklistLeadDto {
  /** Where the CRM shows this lead; null where its connection does not say. */
  crmUrl: string | null;
  /** The whole message. */
  message: string | null;
  /** The likelihood of this store's usual lead of the same age, percent; null while unscored. */
  usualPercent: number | null;
  /** Those for a sale, strongest first: five, or up to eight where much else would stay untold. */
  reasonsFor: WorklistReasonDto[];
  /** Those against, strongest first. */
  reasonsAgainst: WorklistReasonDto[];
  /** Percentage points of everything not listed. */
  otherPoints: number;
  /** What the desk can do that leads alike bought more often after, best first. */
  actions: PossibleActionDto[];
  /** What moved the likelihood since the score before, largest first. */
  changes: ScoreChangeDto[];
  /** Version number of the model behind the score. */
  modelNumber: number | null;
  /** Where it will stand in 30, 60 and 90 days; null where the model has not learned it. */
  outcomes: OutcomeChancesDto[] | null;
  /** Days on the lot, price cuts, and what else stands there; null where no vehicle of the stock is named. */
  vehicleStory: VehicleStoryDto | null;
  /** Other leads of the same person, newest first, at most 6. */
  previousLeads: PreviousLeadDto[];
  /** Settled leads most like this one, without anything about the person, at most 6. */
  similarLeads: SimilarLeadDto[];
  /** Oldest first, at most 200. */
  scores: ScorePointDto[];
  /** Newest first, at most 200. */
  timeline: TimelineEntryDto[];
}
