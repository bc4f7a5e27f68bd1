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
  /** It answers a file, with `alt=media`. */
  answersFile?: true;
  /** Media types of the file that is uploaded. */
  media?: readonly string[];
}
