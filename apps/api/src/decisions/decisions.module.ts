import { Module } from '@nestjs/common';
import { AnswerAvailability } from './answer-availability';
import { AvailabilityController } from './availability.controller';
import { Readers } from './readers';

/** Availability asked directly. */
@Module({
  controllers: [AvailabilityController],
  providers: [AnswerAvailability, Readers],
  exports: [Readers],
})
export class DecisionsModule {}
