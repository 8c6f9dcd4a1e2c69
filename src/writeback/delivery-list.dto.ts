import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { IsPlainText } from '#platform';

/** What a list of things sent is narrowed by, whatever is sent. */
export class DeliveryListDto {
  /** Only of the connection with this key. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(63)
  connection?: string;

  /** Only of this lead. */
  @IsOptional()
  @IsUUID()
  lead?: string;

  /** How many are on one page, 1 to 500. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 100;
}
