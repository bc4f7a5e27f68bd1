/** Whose a thing is, and which app it is or belongs to. */
export interface Owner {
  publisherId: string;
  appId: string;
}

/**
 * Says which publisher a thing belongs to, so that the guard can ask what the caller may do there. Bound in
 * bindings/ to the library that owns the things.
 */
export abstract class OwnerDirectory {
  /** By id, or by package name; the publisher's and the app's id; null if there is no such thing. */
  abstract ownerOf(resource: 'app' | 'package' | 'release', id: string): Promise<Owner | null>;
}
