import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '@portolan/accounts';
import { CatalogModule } from '@portolan/catalog';
import { PaymentsModule } from '@portolan/payments';
import { type Clock, PlatformModule } from '@portolan/platform';
import { RegionsModule } from '@portolan/regions';
import { APP_CONFIG, type AppConfig, cardCacheShare } from './config/config';
import { readTrackers } from './config/read-trackers';
import { AuthModule } from './auth/auth.module';
import { BindingsModule } from './bindings/bindings.module';
import { ConsumerModule } from './consumer/consumer.module';
import { DecisionsModule } from './decisions/decisions.module';
import { OperationsModule } from './operations/operations.module';
import { PlayModule } from './play/play.module';
import { PublisherModule } from './publisher/publisher.module';
import { StorefrontModule } from './storefront/storefront.module';
import { WebhooksModule } from './webhooks/webhooks.module';
import { ServiceModule } from './service/service.module';

export interface AppOptions {
  /** Replaced in tests. */
  clock?: Clock;
}

/** The whole store: the libraries, bound to each other, and the faces over them. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, options: AppOptions = {}): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        PlatformModule.forRoot({
          database: {
            url: config.DATABASE_URL,
            poolSize: config.DATABASE_POOL_SIZE,
            listen: config.CHANGE_HINTS === 'listen',
            changePollMs: config.CHANGE_POLL_MS,
          },
          jobs: { enabled: config.WORKER === 'in-process' },
          filesDirectory: config.FILES_DIRECTORY,
          mail: {
            smtpUrl: config.SMTP_URL ?? null,
            directory: config.MAIL_DIRECTORY,
            from: config.MAIL_FROM,
            secret: config.AUTH_SECRET,
          },
          ...(options.clock === undefined ? {} : { clock: options.clock }),
        }),
        RegionsModule,
        AccountsModule.forRoot({
          authSecret: config.AUTH_SECRET,
          issuer: config.PUBLIC_URL,
          storeDomain: config.STORE_DOMAIN,
          accountPages: config.ACCOUNT_PAGES_URL ?? null,
          tokenAudiences: config.TOKEN_AUDIENCES.split(',').filter((audience) => audience !== ''),
        }),
        CatalogModule.forRoot({
          artifactMaxBytes: config.ARTIFACT_MAX_BYTES,
          expansionFileMaxBytes: config.EXPANSION_FILE_MAX_BYTES,
          imageMaxBytes: config.IMAGE_MAX_BYTES,
          reviewPolicy: config.REVIEW_POLICY,
          appealDays: config.APPEAL_DAYS,
          trackers: readTrackers(config.TRACKERS_FILE),
          cardCacheBytes: cardCacheShare(config),
        }),
        PaymentsModule.forRoot({
          stripe: {
            secretKey: config.STRIPE_SECRET_KEY,
            publishableKey: config.STRIPE_PUBLISHABLE_KEY,
            webhookSecret: config.STRIPE_WEBHOOK_SECRET,
            apiBase: config.STRIPE_API_BASE,
          },
          returnUrl: (orderId) => `${config.PUBLIC_URL}/v1/orders/${orderId}`,
        }),
        BindingsModule,
        PublisherModule,
        PlayModule,
        StorefrontModule,
        ConsumerModule,
        OperationsModule,
        DecisionsModule,
        WebhooksModule,
        AuthModule,
        ServiceModule,
      ],
      providers: [{ provide: APP_CONFIG, useValue: config }],
      exports: [APP_CONFIG],
    };
  }
}
