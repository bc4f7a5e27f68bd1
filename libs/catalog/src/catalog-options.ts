import type { Tracker } from './apk';

/** What the operator decides about the catalogue. */
export interface CatalogOptions {
  /** Largest package in bytes. */
  artifactMaxBytes: number;
  /** Largest expansion file in bytes. */
  expansionFileMaxBytes: number;
  /** Largest picture in bytes. */
  imageMaxBytes: number;
  /** Which severities automated findings have: see `REVIEW_POLICIES`. */
  reviewPolicy: 'default' | 'demo';
  /** Within how many days of a decision it may be appealed. */
  appealDays: number;
  /** What the code of packages is searched for. */
  trackers: readonly Tracker[];
  /** Memory for what lists tell of apps, and as much again for devices at most. */
  cardCacheBytes: number;
}

/** Injection token of `CatalogOptions`. */
export const CATALOG_OPTIONS = Symbol('CatalogOptions');
