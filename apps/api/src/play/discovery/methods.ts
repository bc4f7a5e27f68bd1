import { PRODUCT_METHODS } from './product-methods';

/** A method of the Google Play Developer API, v3, that this store implements. */
export interface PlayMethod {
  /** As the discovery document names it, without `androidpublisher.`. */
  id: string;
  verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `androidpublisher/v3/`. */
  path: string;
  /** Where clients give a whole resource in one parameter: the address with it, below `androidpublisher/v3/`. */
  template?: `{+${'name' | 'parent'}}${string}`;
  /** Parameters of the query, as the discovery document writes them. */
  query?: Readonly<Record<string, object>>;
  request?: string;
  response?: string;
  /** Media types of the file that is uploaded. */
  media?: readonly string[];
}

const APK = ['application/octet-stream', 'application/vnd.android.package-archive'];
const APP = 'applications/{packageName}';
const SHARING = 'applications/internalappsharing/{packageName}/artifacts';
const edit = (rest = ''): string => `${APP}/edits/{editId}${rest}`;
const page = edit('/listings/{language}');
const users = 'developers/{developersId}/users';
const user = `${users}/{usersId}`;
const grant = `${user}/grants/{grantsId}`;
const updateMask = { updateMask: { type: 'string', format: 'google-fieldmask' } };
const images = `${page}/{imageType}`;

export const PLAY_METHODS: readonly PlayMethod[] = [
  { id: 'edits.insert', verb: 'POST', path: `${APP}/edits`, request: 'AppEdit', response: 'AppEdit' },
  { id: 'edits.get', verb: 'GET', path: edit(), response: 'AppEdit' },
  { id: 'edits.delete', verb: 'DELETE', path: edit() },
  { id: 'edits.validate', verb: 'POST', path: edit(':validate'), response: 'AppEdit' },
  {
    id: 'edits.commit',
    verb: 'POST',
    path: edit(':commit'),
    query: { changesNotSentForReview: { type: 'boolean' } },
    response: 'AppEdit',
  },
  { id: 'edits.apks.list', verb: 'GET', path: edit('/apks'), response: 'ApksListResponse' },
  { id: 'edits.apks.upload', verb: 'POST', path: edit('/apks'), response: 'Apk', media: APK },
  { id: 'edits.bundles.list', verb: 'GET', path: edit('/bundles'), response: 'BundlesListResponse' },
  { id: 'edits.listings.list', verb: 'GET', path: edit('/listings'), response: 'ListingsListResponse' },
  { id: 'edits.listings.deleteall', verb: 'DELETE', path: edit('/listings') },
  { id: 'edits.listings.get', verb: 'GET', path: page, response: 'Listing' },
  { id: 'edits.listings.update', verb: 'PUT', path: page, request: 'Listing', response: 'Listing' },
  { id: 'edits.listings.patch', verb: 'PATCH', path: page, request: 'Listing', response: 'Listing' },
  { id: 'edits.listings.delete', verb: 'DELETE', path: page },
  { id: 'edits.images.list', verb: 'GET', path: images, response: 'ImagesListResponse' },
  {
    id: 'edits.images.upload',
    verb: 'POST',
    path: images,
    response: 'ImagesUploadResponse',
    media: ['image/*'],
  },
  { id: 'edits.images.deleteall', verb: 'DELETE', path: images, response: 'ImagesDeleteAllResponse' },
  { id: 'edits.images.delete', verb: 'DELETE', path: `${images}/{imageId}` },
  { id: 'edits.tracks.list', verb: 'GET', path: edit('/tracks'), response: 'TracksListResponse' },
  {
    id: 'edits.tracks.create',
    verb: 'POST',
    path: edit('/tracks'),
    request: 'TrackConfig',
    response: 'Track',
  },
  { id: 'edits.tracks.get', verb: 'GET', path: edit('/tracks/{track}'), response: 'Track' },
  {
    id: 'edits.tracks.update',
    verb: 'PUT',
    path: edit('/tracks/{track}'),
    request: 'Track',
    response: 'Track',
  },
  {
    id: 'edits.tracks.patch',
    verb: 'PATCH',
    path: edit('/tracks/{track}'),
    request: 'Track',
    response: 'Track',
  },
  { id: 'edits.details.get', verb: 'GET', path: edit('/details'), response: 'AppDetails' },
  {
    id: 'edits.details.update',
    verb: 'PUT',
    path: edit('/details'),
    request: 'AppDetails',
    response: 'AppDetails',
  },
  {
    id: 'edits.details.patch',
    verb: 'PATCH',
    path: edit('/details'),
    request: 'AppDetails',
    response: 'AppDetails',
  },
  { id: 'edits.testers.get', verb: 'GET', path: edit('/testers/{track}'), response: 'Testers' },
  {
    id: 'edits.testers.update',
    verb: 'PUT',
    path: edit('/testers/{track}'),
    request: 'Testers',
    response: 'Testers',
  },
  {
    id: 'edits.testers.patch',
    verb: 'PATCH',
    path: edit('/testers/{track}'),
    request: 'Testers',
    response: 'Testers',
  },
  {
    id: 'edits.countryavailability.get',
    verb: 'GET',
    path: edit('/countryAvailability/{track}'),
    response: 'TrackCountryAvailability',
  },
  {
    id: 'edits.deobfuscationfiles.upload',
    verb: 'POST',
    path: edit('/apks/{apkVersionCode}/deobfuscationFiles/{deobfuscationFileType}'),
    response: 'DeobfuscationFilesUploadResponse',
    media: ['application/octet-stream'],
  },
  {
    id: 'internalappsharingartifacts.uploadapk',
    verb: 'POST',
    path: `${SHARING}/apk`,
    response: 'InternalAppSharingArtifact',
    media: APK,
  },
  {
    id: 'internalappsharingartifacts.uploadbundle',
    verb: 'POST',
    path: `${SHARING}/bundle`,
    response: 'InternalAppSharingArtifact',
    media: ['application/octet-stream'],
  },
  {
    id: 'monetization.convertRegionPrices',
    verb: 'POST',
    path: `${APP}/pricing:convertRegionPrices`,
    request: 'ConvertRegionPricesRequest',
    response: 'ConvertRegionPricesResponse',
  },
  ...PRODUCT_METHODS,
  {
    id: 'generatedapks.list',
    verb: 'GET',
    path: `${APP}/generatedApks/{versionCode}`,
    response: 'GeneratedApksListResponse',
  },
  {
    id: 'reviews.list',
    verb: 'GET',
    path: `${APP}/reviews`,
    query: { maxResults: { type: 'integer', format: 'uint32' }, token: { type: 'string' } },
    response: 'ReviewsListResponse',
  },
  { id: 'reviews.get', verb: 'GET', path: `${APP}/reviews/{reviewId}`, response: 'Review' },
  {
    id: 'reviews.reply',
    verb: 'POST',
    path: `${APP}/reviews/{reviewId}:reply`,
    request: 'ReviewsReplyRequest',
    response: 'ReviewsReplyResponse',
  },
  {
    id: 'users.list',
    verb: 'GET',
    path: users,
    template: '{+parent}/users',
    query: { pageSize: { type: 'integer', format: 'int32' }, pageToken: { type: 'string' } },
    response: 'ListUsersResponse',
  },
  {
    id: 'users.create',
    verb: 'POST',
    path: users,
    template: '{+parent}/users',
    request: 'User',
    response: 'User',
  },
  {
    id: 'users.patch',
    verb: 'PATCH',
    path: user,
    template: '{+name}',
    query: updateMask,
    request: 'User',
    response: 'User',
  },
  { id: 'users.delete', verb: 'DELETE', path: user, template: '{+name}' },
  {
    id: 'grants.create',
    verb: 'POST',
    path: `${user}/grants`,
    template: '{+parent}/grants',
    request: 'Grant',
    response: 'Grant',
  },
  {
    id: 'grants.patch',
    verb: 'PATCH',
    path: grant,
    template: '{+name}',
    query: updateMask,
    request: 'Grant',
    response: 'Grant',
  },
  { id: 'grants.delete', verb: 'DELETE', path: grant, template: '{+name}' },
];
