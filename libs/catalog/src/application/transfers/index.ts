export * from './accept-transfer';
export * from './list-transfers';
export * from './offer-transfer';
export * from './withdraw-transfer';
export type { TransferView } from '../../persistence/transfers/transfer-repository';
