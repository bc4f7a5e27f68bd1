import type { World } from '../world/world';
import type { Shape, Values } from './fields';

/** Who calls: the server with its secret key, or a card page with the publishable key. */
export type Caller = 'secret' | 'publishable';

export interface Call<S extends Shape> {
  params: Values<S>;
  /** The `:id` of the path; empty where the path has none. */
  id: string;
  /** The path as called, which lists carry as their `url`. */
  path: string;
  caller: Caller;
}

/** One operation as data. Its handler is synchronous: it sees and leaves a whole world. */
export interface Endpoint<S extends Shape = Shape> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly params: S;
  /** The type of the answer, `refund` or `list:refund`: it says what can be expanded. */
  readonly returns: string;
  /** Whether a publishable key with the object's client secret may call it. */
  readonly client?: boolean;
  handle(world: World, call: Call<S>): object;
}

/** Infers the handler's parameter types from the shape beside it. */
export function endpoint<S extends Shape>(definition: Endpoint<S>): Endpoint {
  return definition;
}
