type Property = Record<string, unknown>;

const text: Property = { type: 'string' };
const flag: Property = { type: 'boolean' };
const int32: Property = { type: 'integer', format: 'int32' };
const listOf = (items: Property): Property => ({ type: 'array', items });
const ref = (name: string): Property => ({ $ref: name });

const PROPERTIES: Readonly<Record<string, Record<string, Property>>> = {
  AppEdit: { id: text, expiryTimeSeconds: text },
  Apk: { versionCode: int32, binary: ref('ApkBinary') },
  ApkBinary: { sha1: text, sha256: text },
  ApksListResponse: { kind: text, apks: listOf(ref('Apk')) },
  Bundle: { versionCode: int32, sha1: text, sha256: text },
  BundlesListResponse: { kind: text, bundles: listOf(ref('Bundle')) },
  Listing: { language: text, title: text, shortDescription: text, fullDescription: text, video: text },
  ListingsListResponse: { kind: text, listings: listOf(ref('Listing')) },
  Image: { id: text, url: text, sha1: text, sha256: text },
  ImagesListResponse: { images: listOf(ref('Image')) },
  ImagesUploadResponse: { image: ref('Image') },
  ImagesDeleteAllResponse: { deleted: listOf(ref('Image')) },
  Track: { track: text, releases: listOf(ref('TrackRelease')) },
  TrackConfig: { track: text, type: text, formFactor: text },
  TracksListResponse: { kind: text, tracks: listOf(ref('Track')) },
  TrackRelease: {
    name: text,
    versionCodes: listOf({ type: 'string', format: 'int64' }),
    status: { type: 'string', enum: ['statusUnspecified', 'draft', 'inProgress', 'halted', 'completed'] },
    userFraction: { type: 'number', format: 'double' },
    countryTargeting: ref('CountryTargeting'),
    releaseNotes: listOf(ref('LocalizedText')),
    inAppUpdatePriority: int32,
  },
  CountryTargeting: { countries: listOf(text), includeRestOfWorld: flag },
  LocalizedText: { language: text, text },
  AppDetails: { defaultLanguage: text, contactEmail: text, contactPhone: text, contactWebsite: text },
  Testers: { googleGroups: listOf(text) },
  TrackCountryAvailability: {
    countries: listOf(ref('TrackTargetedCountry')),
    restOfWorld: flag,
    syncWithProduction: flag,
  },
  TrackTargetedCountry: { countryCode: text },
  Money: { currencyCode: text, units: { type: 'string', format: 'int64' }, nanos: int32 },
  ConvertRegionPricesRequest: { price: ref('Money') },
  ConvertRegionPricesResponse: {
    convertedRegionPrices: { type: 'object', additionalProperties: ref('ConvertedRegionPrice') },
    convertedOtherRegionsPrice: ref('ConvertedOtherRegionsPrice'),
  },
  ConvertedRegionPrice: { regionCode: text, price: ref('Money') },
  ConvertedOtherRegionsPrice: { usdPrice: ref('Money'), eurPrice: ref('Money') },
  InternalAppSharingArtifact: { certificateFingerprint: text, downloadUrl: text, sha256: text },
  GeneratedApksListResponse: { generatedApks: listOf(ref('GeneratedApksPerSigningKey')) },
  GeneratedApksPerSigningKey: {},
  ReviewsListResponse: { reviews: listOf(ref('Review')), tokenPagination: ref('TokenPagination') },
  TokenPagination: { nextPageToken: text },
  Review: { reviewId: text, authorName: text, comments: listOf(ref('Comment')) },
  Comment: { userComment: ref('UserComment'), developerComment: ref('DeveloperComment') },
  UserComment: { text, lastModified: ref('Timestamp'), starRating: int32, reviewerLanguage: text },
  DeveloperComment: { text, lastModified: ref('Timestamp') },
  Timestamp: { seconds: { type: 'string', format: 'int64' }, nanos: int32 },
  ReviewsReplyRequest: { replyText: text },
  ReviewsReplyResponse: { result: ref('ReviewReplyResult') },
  ReviewReplyResult: { replyText: text, lastEdited: ref('Timestamp') },
  User: {
    name: text,
    email: text,
    accessState: text,
    developerAccountPermissions: listOf(text),
    expirationTime: { type: 'string', format: 'google-datetime' },
    grants: listOf(ref('Grant')),
    partial: flag,
  },
  Grant: { name: text, packageName: text, appLevelPermissions: listOf(text) },
  ListUsersResponse: { users: listOf(ref('User')), nextPageToken: text },
  DeobfuscationFile: { symbolType: text },
  DeobfuscationFilesUploadResponse: { deobfuscationFile: ref('DeobfuscationFile') },
};

/** The shapes of what is implemented, as a discovery document writes them. */
export const PLAY_SCHEMAS = Object.fromEntries(
  Object.entries(PROPERTIES).map(([id, properties]) => [id, { id, type: 'object', properties }]),
);
