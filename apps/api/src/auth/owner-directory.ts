/**
 * Says which publisher a thing belongs to, so that the guard can ask for the caller's roles there. Bound in
 * bindings/ to the library that owns the things.
 */
export abstract class OwnerDirectory {
  /** The publisher's id; null if there is no such thing. */
  abstract publisherOf(resource: 'app' | 'release', id: string): Promise<string | null>;
}
