export type { SandboxControl } from './control/control';
export type { ApiFaultKind, Fault, FaultMatch, StruckFault, WebhookFaultKind } from './control/faults';
export type { Delivery } from './events/delivery-log';
export { type RunningSandbox, type SandboxOptions, startStripeSandbox } from './start';
export type { Snapshot } from './world/snapshot';
