/** Why an issuer refuses. */
export interface Decline {
  code: string;
  declineCode: string;
  message: string;
  /** Stopped by the fraud rules before it reached the issuer. */
  blocked?: boolean;
}

/** How a test payment method behaves: everything not named goes well. */
export interface TestMethod {
  type: 'card' | 'us_bank_account';
  brand: string;
  last4: string;
  country: string;
  funding: 'credit' | 'debit' | 'prepaid';
  /** The issuer demands 3-D Secure on every payment. */
  challenge?: true;
  decline?: Decline;
  /** The dispute that follows the payment at once. */
  dispute?: { reason: 'fraudulent' | 'product_not_received'; inquiry?: true };
  /** How a refund goes on after its creation. */
  refund?: 'pending-then-succeeds' | 'fails-later';
  /** The money is available at once instead of after two days. */
  bypassPending?: true;
}

const card = (brand: string, last4: string, more: Partial<TestMethod> = {}): TestMethod => ({
  type: 'card',
  brand,
  last4,
  country: 'US',
  funding: 'credit',
  ...more,
});

const bank = (last4: string, more: Partial<TestMethod> = {}): TestMethod => ({
  type: 'us_bank_account',
  brand: 'STRIPE TEST BANK',
  last4,
  country: 'US',
  funding: 'debit',
  ...more,
});

const declined = (declineCode: string, message = 'The card was declined.'): Decline => ({
  code: 'card_declined',
  declineCode,
  message,
});

const INSUFFICIENT_FUNDS = declined('insufficient_funds', 'The card has insufficient funds.');

const declines: Record<string, TestMethod> = {
  chargeDeclined: card('visa', '0002', { decline: declined('generic_decline') }),
  chargeDeclinedInsufficientFunds: card('visa', '9995', { decline: INSUFFICIENT_FUNDS }),
  chargeDeclinedLostCard: card('visa', '9987', { decline: declined('lost_card') }),
  chargeDeclinedStolenCard: card('visa', '9979', { decline: declined('stolen_card') }),
  chargeDeclinedFraudulent: card('visa', '0019', { decline: { ...declined('fraudulent'), blocked: true } }),
  chargeDeclinedVelocityLimitExceeded: card('visa', '6975', { decline: declined('card_velocity_exceeded') }),
  chargeDeclinedExpiredCard: card('visa', '0069', {
    decline: { code: 'expired_card', declineCode: 'expired_card', message: 'The card has expired.' },
  }),
  chargeDeclinedIncorrectCvc: card('visa', '0127', {
    decline: {
      code: 'incorrect_cvc',
      declineCode: 'incorrect_cvc',
      message: "The card's security code is incorrect.",
    },
  }),
  chargeDeclinedProcessingError: card('visa', '0119', {
    decline: {
      code: 'processing_error',
      declineCode: 'processing_error',
      message: 'An error occurred while the card was processed. Try again later.',
    },
  }),
};

const countries: Record<string, TestMethod> = Object.fromEntries(
  'at au be br ca ch cn cz de dk es fi fr gb gr hk hu ie in it jp lu mx my nl no nz pl pt ro se sg th tw us'
    .split(' ')
    .map((country) => [`pm_card_${country}`, card('visa', '4242', { country: country.toUpperCase() })]),
);

/**
 * The documented test payment methods (https://docs.stripe.com/testing) by name. Declines also
 * answer to the longer names that carry the brand.
 */
const METHODS: ReadonlyMap<string, TestMethod> = new Map(
  Object.entries({
    pm_card_visa: card('visa', '4242'),
    pm_card_visa_debit: card('visa', '5556', { funding: 'debit' }),
    pm_card_mastercard: card('mastercard', '4444'),
    pm_card_mastercard_debit: card('mastercard', '8210', { funding: 'debit' }),
    pm_card_mastercard_prepaid: card('mastercard', '5100', { funding: 'prepaid' }),
    pm_card_amex: card('amex', '8431'),
    pm_card_discover: card('discover', '1117'),
    pm_card_diners: card('diners', '0004'),
    pm_card_jcb: card('jcb', '0505'),
    pm_card_unionpay: card('unionpay', '0005'),
    ...countries,
    ...Object.fromEntries(
      Object.entries(declines).flatMap(([name, method]) => [
        [`pm_card_${name}`, method],
        [`pm_card_visa_${name}`, method],
      ]),
    ),
    pm_card_radarBlock: card('visa', '0019', { decline: { ...declined('fraudulent'), blocked: true } }),
    pm_card_chargeCustomerFail: card('visa', '0341', { decline: declined('generic_decline') }),
    pm_card_authenticationRequired: card('visa', '3184', { challenge: true, country: 'DE' }),
    pm_card_threeDSecureRequired: card('visa', '3220', { challenge: true }),
    pm_card_threeDSecure2Required: card('visa', '3220', { challenge: true }),
    pm_card_threeDSecureOptional: card('visa', '3055'),
    pm_card_threeDSecureRequiredChargeDeclined: card('visa', '1629', {
      challenge: true,
      decline: declined('generic_decline'),
    }),
    pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: card('visa', '8341', {
      challenge: true,
      decline: INSUFFICIENT_FUNDS,
    }),
    pm_card_createDispute: card('visa', '0259', { dispute: { reason: 'fraudulent' } }),
    pm_card_createDisputeProductNotReceived: card('visa', '2685', {
      dispute: { reason: 'product_not_received' },
    }),
    pm_card_createDisputeInquiry: card('visa', '1976', { dispute: { reason: 'fraudulent', inquiry: true } }),
    pm_card_pendingRefund: card('visa', '7726', { refund: 'pending-then-succeeds' }),
    pm_card_refundFail: card('visa', '5126', { refund: 'fails-later' }),
    pm_card_bypassPending: card('visa', '0077', { bypassPending: true }),
    pm_card_bypassPendingInternational: card('visa', '3720', { bypassPending: true, country: 'BR' }),
    pm_usBankAccount_success: bank('6789'),
    pm_usBankAccount_insufficientFunds: bank('2227', {
      decline: {
        code: 'insufficient_funds',
        declineCode: 'insufficient_funds',
        message: "The customer's account has insufficient funds.",
      },
    }),
  }),
);

export const findTestMethod = (name: string): TestMethod | undefined => METHODS.get(name);
