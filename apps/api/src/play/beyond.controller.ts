import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import {
  CreateApp,
  GetReadiness,
  ListReleases,
  ListTracks,
  PutListing,
  type ReleaseStatus,
  type ReleaseView,
} from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { DecideAvailability, decisionView, DescribeItemMarkets } from '@portolan/regions';
import { z } from 'zod';
import { Access, memberOf } from '../auth/access';
import { CurrentActor, OwnedApp } from '../auth/current-actor';
import { marketCode, packageName, text, uuid } from '../http/schemas';
import { googleTrack } from './edits/track-words';
import { language } from './google-shapes';
import { APPLICATION, DEVELOPER, PlayRoute } from './play-route';

const newApp = z.strictObject({
  packageName,
  defaultLanguage: language,
  title: text(1, 50),
  category: text(1, 100).default('app/tools'),
  pricing: z.enum(['free', 'paid']).default('free'),
});

const NEWEST_RELEASES = 20;
const WAITING: readonly ReleaseStatus[] = ['draft', 'submitted', 'in-review', 'approved', 'rejected'];

/** What Google's API has no method for, and publishers miss there. */
@Controller()
export class BeyondGoogleController {
  constructor(
    private readonly createApp: CreateApp,
    private readonly putListing: PutListing,
    private readonly getReadiness: GetReadiness,
    private readonly listTracks: ListTracks,
    private readonly listReleases: ListReleases,
    private readonly decide: DecideAvailability,
    private readonly describeMarkets: DescribeItemMarkets,
  ) {}

  /** An app over the API, and its first version too. */
  @Post(`${DEVELOPER}/applications`)
  @Access(memberOf('publisher', 'publisherId', 'apps:write'))
  @HttpCode(200)
  @ApiExcludeEndpoint()
  async create(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: newApp }) body: z.infer<typeof newApp>,
    @CurrentActor() actor: AccountActor,
  ) {
    const { defaultLanguage: defaultLocale, title, ...rest } = body;
    const app = await this.createApp.execute({ ...rest, publisherId, defaultLocale, actor });
    const empty = { shortDescription: '', fullDescription: '' };
    await this.putListing.execute({ appId: app.id, locale: defaultLocale, title, ...empty, actor });
    return { packageName: app.packageName, appId: app.id, defaultLanguage: defaultLocale };
  }

  /** What is missing before a release may be submitted. */
  @Get(`${APPLICATION}/readiness`)
  @PlayRoute('apps:read')
  readiness(@OwnedApp() appId: string) {
    return this.getReadiness.execute(appId);
  }

  /** Why the app cannot be had there, and what would change it. */
  @Get(`${APPLICATION}/availability/:regionCode`)
  @PlayRoute('apps:read')
  async availability(
    @OwnedApp() itemId: string,
    @Param('regionCode', { schema: marketCode }) market: string,
  ) {
    const [decision] = await this.decide.execute({ questions: [{ itemId, market, action: 'acquire' }] });
    return decision === null || decision === undefined ? {} : decisionView(decision, 'publisher');
  }

  /** What of the app is out on which track, what waits, where it can be had and why not elsewhere: one question of CI. */
  @Get(`${APPLICATION}/status`)
  @PlayRoute('apps:read')
  async status(@OwnedApp() itemId: string, @Param('packageName') packageName: string) {
    const tracks = await this.listTracks.execute(itemId);
    const { data } = await this.listReleases.execute(itemId, { limit: NEWEST_RELEASES });
    const markets = await this.describeMarkets.execute({ itemId, action: 'acquire', reader: 'publisher' });
    const { missing } = await this.getReadiness.execute(itemId);
    return {
      packageName,
      tracks: tracks.map(({ name, releases }) => ({
        track: googleTrack(name),
        releases: releases.map(brief),
      })),
      waiting: data
        .filter(({ status }) => WAITING.includes(status))
        .map((release) => ({ track: googleTrack(release.track), ...brief(release) })),
      regions: markets.map(({ market, allowed, reasons }) => ({
        regionCode: market,
        available: allowed,
        reasons: reasons.map(({ code, legalBasis }) => ({ code, legalBasis })),
      })),
      missing,
    };
  }
}

function brief({ status, sharePercent, artifacts, name, findings }: ReleaseView) {
  const versionCodes = artifacts.map(({ versionCode }) => versionCode);
  const found = findings.map(({ severity, code }) => ({ severity, code }));
  return { status, sharePercent, versionCodes, name, findings: found };
}
