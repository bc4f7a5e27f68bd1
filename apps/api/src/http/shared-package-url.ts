/** Where a shared package is downloaded, by its secret. */
export function sharedPackageUrl(publicUrl: string, secret: string): string {
  return `${publicUrl}/v1/library/shared-packages/${secret}`;
}
