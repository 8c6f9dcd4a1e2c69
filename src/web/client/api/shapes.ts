import type { components } from './schema';

/** The API's shapes under the desk's names: the only file that knows what the contract calls them. */
type Schemas = components['schemas'];

export type Me = Schemas['MeDto'];
export type Dealership = Schemas['DealershipDto'];
export type WorklistLead = Schemas['WorklistLeadDto'];
export type WorklistSummary = Schemas['WorklistSummaryDto'];
export type LeadPanelData = Schemas['LeadPanelDto'];
export type ContactChance = Schemas['ContactChanceDto'];
export type Opinion = Schemas['OpinionDto'];
export type NewOpinion = Schemas['NewOpinionDto'];
export type ContactWish = Schemas['ContactWishDto'];
export type VehicleStory = Schemas['VehicleStoryDto'];
export type SimilarLead = Schemas['SimilarLeadDto'];
export type PreviousLead = Schemas['PreviousLeadDto'];
export type OutcomeChances = Schemas['OutcomeChancesDto'];
export type Colleague = Schemas['ColleagueDto'];
export type Likelihood = Schemas['LikelihoodDto'];
export type Reason = Schemas['WorklistReasonDto'];
export type PossibleAction = Schemas['PossibleActionDto'];
export type ScoreChange = Schemas['ScoreChangeDto'];
export type ResponsePromise = Schemas['ResponsePromiseDto'];
export type Vehicle = Schemas['WorklistVehicleDto'];
export type Customer = Schemas['WorklistCustomerDto'];
export type TimelineEntry = Schemas['TimelineEntryDto'];
export type ScorePoint = Schemas['ScorePointDto'];
export type BandHistory = Schemas['BandHistoryDto'];
export type ScorecardData = Schemas['ScorecardDto'];
export type ScorecardReport = Schemas['ReportDto'];
export type ScorecardGroup = Schemas['GroupDto'];
export type ModelCardData = Schemas['ModelCardDto'];
export type CardData = Schemas['WrittenCardDto'];
export type CardGroup = Schemas['CardGroupDto'];
export type CourtData = Schemas['CourtDto'];
export type CourtFinding = Schemas['FindingDto'];
export type NewActivity = Schemas['NewActivityDto'];
export type NewOutcome = Schemas['NewOutcomeDto'];
