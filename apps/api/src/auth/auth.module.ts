import { Module } from '@nestjs/common';

/** Who is calling, and whether they may. */
@Module({ imports: [], controllers: [], providers: [] })
export class AuthModule {}
