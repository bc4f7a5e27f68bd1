/** What the operator decides about the catalogue. */
export interface CatalogOptions {
  /** Largest package in bytes. */
  artifactMaxBytes: number;
  /** Largest picture in bytes. */
  imageMaxBytes: number;
  /** Which severities automated findings have: see `REVIEW_POLICIES`. */
  reviewPolicy: 'default' | 'demo';
}

/** Injection token of `CatalogOptions`. */
export const CATALOG_OPTIONS = Symbol('CatalogOptions');
