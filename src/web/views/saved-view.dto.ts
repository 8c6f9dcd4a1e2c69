import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsPlainText } from '#platform';
import { BANDS, type Band } from '#prediction';

/** Of the queue's table, in its order. */
export const VIEW_COLUMNS = [
  'likelihood',
  'customer',
  'vehicle',
  'reason',
  'next',
  'promise',
  'source',
  'rep',
] as const;
export type ViewColumn = (typeof VIEW_COLUMNS)[number];

/** Which leads, in which columns: nothing about a person. */
export class ViewDto {
  /** Only leads of this band. */
  @IsOptional()
  @IsIn(BANDS)
  band?: Band;

  /** true: only leads that no person has answered yet. */
  @IsOptional()
  @IsBoolean()
  waiting?: boolean;

  /** Only leads from this source. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(200)
  source?: string;

  /** Columns of the table; left out, the usual ones. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(VIEW_COLUMNS.length)
  @ArrayUnique()
  @IsIn(VIEW_COLUMNS, { each: true })
  columns?: ViewColumn[];
}

export class NewViewDto {
  /** What you call it, up to 40 characters. A view of yours with the same name is replaced. */
  @IsPlainText()
  @IsNotEmpty()
  @MaxLength(40)
  name: string;

  /** Which leads, in which columns. */
  @IsObject()
  @ValidateNested()
  @Type(() => ViewDto)
  view: ViewDto;
}

export class SavedViewDto {
  /** Our identifier of the view. */
  id: string;
  /** What you call it. */
  name: string;
  /** Which leads, in which columns. */
  view: ViewDto;
}
