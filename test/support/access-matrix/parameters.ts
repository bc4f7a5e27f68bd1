import type { Owner } from '../people';
import type { TestApp } from '../test-app';

/** An id that nothing has: for things that the guard does not look at and that must not be changed. */
const NOTHING = '00000000-0000-7000-8000-000000000000';

export interface World {
  store: TestApp;
  owner: Owner;
  /** The value of another path parameter, made on first demand. */
  value(name: string): Promise<string>;
}

/**
 * A value for each path parameter. What a `memberOf` rule looks at must be real and belong to `world.owner`, so
 * that a 404 in the matrix is the guard's; anything else may be an id of nothing.
 */
export const PATH_PARAMETERS: Record<string, (world: World) => string | Promise<string>> = {
  publisherId: ({ owner }) => owner.publisherId,
  accountId: () => NOTHING,
  role: () => 'support',
};

/** Path parameters by name, each made once. */
export function worldOf(store: TestApp, owner: Owner): World {
  const values = new Map<string, Promise<string>>();
  const world: World = {
    store,
    owner,
    value: (name) => {
      const make = PATH_PARAMETERS[name];
      if (make === undefined) {
        throw new Error(
          `No value for the path parameter "${name}": add one to PATH_PARAMETERS in test/support/access-matrix/parameters.ts.`,
        );
      }
      const known = values.get(name) ?? Promise.resolve(make(world));
      values.set(name, known);
      return known;
    },
  };
  return world;
}
