import { Module } from '@nestjs/common';

/** The face for store staff. */
@Module({ imports: [], controllers: [], providers: [] })
export class OperationsModule {}
