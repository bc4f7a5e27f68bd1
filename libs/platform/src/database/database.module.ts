import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { ClsPluginTransactional } from '@nestjs-cls/transactional';
import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { ClsModule } from 'nestjs-cls';

export interface DatabaseOptions {
  /** A `postgres://` address. */
  url: string;
  /** Connections at most (default 10). */
  poolSize?: number;
  /** Whether this process listens for hints that something was committed (default no), on a connection of its own. */
  listen?: boolean;
  /** How often it looks without a hint (default each second). */
  changePollMs?: number;
}

/** The connection pool and the transaction host that every repository takes its manager from. */
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: options.url,
          // Each library names its entities with `TypeOrmModule.forFeature`.
          autoLoadEntities: true,
          synchronize: false,
          migrationsRun: false,
          poolSize: options.poolSize ?? 10,
          retryAttempts: 0,
          applicationName: 'portolan',
          // A statement that runs longer than this is a fault; better an error than a queue of stuck requests.
          extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000 },
        }),
        ClsModule.forRoot({
          global: true,
          middleware: { mount: true, generateId: true, idGenerator: (request: { id: string }) => request.id },
          plugins: [
            new ClsPluginTransactional({
              imports: [TypeOrmModule],
              adapter: new TransactionalAdapterTypeOrm({ dataSourceToken: getDataSourceToken() }),
            }),
          ],
        }),
      ],
    };
  }
}
