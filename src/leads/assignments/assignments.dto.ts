import { ArrayMaxSize, ArrayNotEmpty, IsUUID, ValidateIf } from 'class-validator';

export class NewAssignmentsDto {
  /** Leads by our identifiers, 500 at most. */
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  leadIds: string[];

  /** Who they belong to from now on, by our identifier (GET /v1/colleagues); null: to whom the CRM says. */
  @ValidateIf(({ staffId }: NewAssignmentsDto) => staffId !== null)
  @IsUUID()
  staffId: string | null;
}

export class AssignedDto {
  /** Leads that belong to somebody else now. */
  assigned: number;
  /** Leads that were theirs already. */
  unchanged: number;
}

export class ColleagueDto {
  /** Our identifier of the member of staff. */
  id: string;
  /** As they are called. */
  name: string;
  /** rep, manager, admin or auditor. */
  role: string;
  /** Open leads that belong to them. */
  openLeads: number;
}
