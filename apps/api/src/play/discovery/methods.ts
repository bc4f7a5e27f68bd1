/** A method of the Google Play Developer API, v3, that this store implements. */
export interface PlayMethod {
  /** As the discovery document names it, without `androidpublisher.`. */
  id: string;
  verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `androidpublisher/v3/`. */
  path: string;
  request?: string;
  response?: string;
  /** Media types of the file that is uploaded. */
  media?: readonly string[];
}

const APK = ['application/octet-stream', 'application/vnd.android.package-archive'];
const APP = 'applications/{packageName}';
const edit = (rest = ''): string => `${APP}/edits/{editId}${rest}`;
const page = edit('/listings/{language}');
const images = `${page}/{imageType}`;

export const PLAY_METHODS: readonly PlayMethod[] = [
  { id: 'edits.insert', verb: 'POST', path: `${APP}/edits`, request: 'AppEdit', response: 'AppEdit' },
  { id: 'edits.get', verb: 'GET', path: edit(), response: 'AppEdit' },
  { id: 'edits.delete', verb: 'DELETE', path: edit() },
  { id: 'edits.validate', verb: 'POST', path: edit(':validate'), response: 'AppEdit' },
  { id: 'edits.commit', verb: 'POST', path: edit(':commit'), response: 'AppEdit' },
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
];
