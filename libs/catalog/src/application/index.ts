import { CreateApp } from './apps/create-app';
import { GetApp } from './apps/get-app';
import { ListApps } from './apps/list-apps';
import { FindAppByPackage } from './directory/find-app-by-package';
import { FindDeviceBySlug } from './directory/find-device-by-slug';
import { FindPublisherOf } from './directory/find-publisher-of';
import { ItemTitles } from './directory/item-titles';
import { LiveReleases } from './directory/live-releases';

/** Every use case that the library offers. */
export const USE_CASES = [
  CreateApp,
  GetApp,
  ListApps,
  FindAppByPackage,
  FindDeviceBySlug,
  FindPublisherOf,
  ItemTitles,
  LiveReleases,
] as const;
