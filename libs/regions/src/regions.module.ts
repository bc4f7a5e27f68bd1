import { Module } from '@nestjs/common';

/** May item X be sold in market M at time T, why, and what would change it. */
@Module({ providers: [], exports: [] })
export class RegionsModule {}
