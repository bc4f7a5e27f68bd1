import type { INestApplicationContext } from '@nestjs/common';
import {
  ApproveRelease,
  CreateApp,
  CreateRelease,
  GetReview,
  makeSigner,
  type PackageSigner,
  PutListing,
  SubmitRelease,
  TakeReview,
  UploadArtifact,
  writePackage,
} from '@portolan/catalog';
import { SetPrices } from '@portolan/payments';
import { FindLegalTender, SelectTerritories } from '@portolan/regions';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { Readable } from 'node:stream';
import { AURORA_APPS } from './data/aurora-apps';
import type { DemoApp } from './data/demo-app';
import { APP_MARKETS } from './data/demo-markets';
import { DEMO_PUBLISHERS } from './data/demo-people';
import { HARBOUR_APPS } from './data/harbour-apps';
import type { SeededPeople } from './seed-people';

/** A real package by somebody else (Apache-2.0), read from the npm package that ships it. */
const REAL_APP: DemoApp = {
  packageName: 'io.appium.settings',
  category: 'app/tools',
  territories: 'WORLD',
  en: ['Appium Settings', 'Switches of a device, for automated tests'],
  de: ['Appium Settings', 'Schalter eines Geräts für automatische Tests'],
  es: ['Appium Settings', 'Ajustes de un dispositivo para pruebas automáticas'],
};
const REAL_PACKAGE = 'io.appium.settings/apks/settings_apk-debug.apk';

/** Publishes every demo app as its publisher would: page, package, territories, prices, review. */
export async function seedApps(app: INestApplicationContext, people: SeededPeople): Promise<void> {
  for (const [publisher, apps] of [
    ['aurora', AURORA_APPS],
    ['harbour', HARBOUR_APPS],
  ] as const) {
    const signer = makeSigner(DEMO_PUBLISHERS[publisher].name);
    for (const demo of apps) await publish(app, people, publisher, demo, packageOf(demo, signer));
  }
  await publish(app, people, 'aurora', REAL_APP, await readFile(findInstalled(REAL_PACKAGE)));
}

async function publish(
  app: INestApplicationContext,
  people: SeededPeople,
  publisher: 'aurora' | 'harbour',
  demo: DemoApp,
  apk: Buffer,
): Promise<void> {
  const actor = people.actor(DEMO_PUBLISHERS[publisher].owner);
  const { id: appId } = await app.get(CreateApp).execute({
    publisherId: people.publisherId(publisher),
    packageName: demo.packageName,
    defaultLocale: 'en',
    category: demo.category,
    pricing: demo.prices === undefined ? 'free' : 'paid',
    actor,
  });
  for (const locale of ['en', 'de', 'es'] as const) {
    const [title, shortDescription] = demo[locale];
    await app
      .get(PutListing)
      .execute({ appId, locale, title, shortDescription, fullDescription: `${shortDescription}.`, actor });
  }
  await app
    .get(SelectTerritories)
    .execute({ itemId: appId, expression: demo.territories, coversFutureMarkets: true, actor });
  await setPrices(app, appId, demo, people);
  const { artifact } = await app.get(UploadArtifact).execute({ appId, stream: Readable.from([apk]), actor });
  const releaseId = await app
    .get(CreateRelease)
    .execute({ appId, artifactId: artifact.id, notes: { en: 'First release.' }, actor });
  await app.get(SubmitRelease).execute({ releaseId, actor });
  const reviewer = people.actor('review@portolan.example');
  await app.get(TakeReview).execute({ releaseId, actor: reviewer });
  const { contentHash } = await app.get(GetReview).execute(releaseId);
  await app.get(ApproveRelease).execute({ releaseId, contentHash, actor: reviewer });
}

async function setPrices(
  app: INestApplicationContext,
  itemId: string,
  demo: DemoApp,
  people: SeededPeople,
): Promise<void> {
  const { prices } = demo;
  if (prices === undefined) return;
  const tender = await app.get(FindLegalTender).execute({ markets: APP_MARKETS });
  const requests = APP_MARKETS.flatMap((market) => {
    const currency = tender.get(market)?.currencies.find((code) => code in prices);
    return currency === undefined ? [] : [{ market, amount: prices[currency] ?? 0, currency }];
  });
  await app
    .get(SetPrices)
    .execute({ itemId, kind: 'app', prices: requests, actor: people.actor('admin@portolan.example') });
}

function packageOf(demo: DemoApp, signer: PackageSigner): Buffer {
  const { packageName, permissions = [], en } = demo;
  return writePackage(
    { packageName, versionCode: 1, versionName: '1.0', label: en[0], minSdk: 24, targetSdk: 35, permissions },
    signer,
  );
}

function findInstalled(path: string): string {
  for (let folder = __dirname; folder !== parse(folder).root; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', path);
    if (existsSync(candidate)) return candidate;
  }
  throw new Error(`${path} is not installed: run npm ci with development packages.`);
}
