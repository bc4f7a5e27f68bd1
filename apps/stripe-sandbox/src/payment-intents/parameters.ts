import {
  bool,
  clearable,
  hash,
  integer,
  link,
  metadata,
  needed,
  oneOf,
  text,
  type Values,
} from '../http/fields';

const address = hash({
  city: text(),
  country: text(2),
  line1: text(),
  line2: text(),
  postal_code: text(40),
  state: text(),
});

const captureMethod = oneOf('automatic', 'automatic_async', 'manual');

/** What both creation and update may set. */
const details = {
  customer: text(),
  description: clearable(text(1000)),
  metadata,
  payment_method: text(),
  receipt_email: clearable(text(800)),
  setup_future_usage: clearable(oneOf('off_session', 'on_session')),
  shipping: clearable(
    hash({
      address: needed(address),
      carrier: text(),
      name: needed(text()),
      phone: text(),
      tracking_number: text(),
    }),
  ),
  statement_descriptor: text(22),
  statement_descriptor_suffix: text(22),
  transfer_group: text(),
};

/** How a confirmation is done. */
const confirmation = {
  error_on_requires_action: bool,
  off_session: bool,
  return_url: link,
  use_stripe_sdk: bool,
};

export const createParams = {
  ...details,
  ...confirmation,
  amount: needed(integer(1)),
  currency: needed(text(3)),
  automatic_payment_methods: hash({ enabled: needed(bool), allow_redirects: oneOf('always', 'never') }),
  capture_method: captureMethod,
  confirm: bool,
  confirmation_method: oneOf('automatic', 'manual'),
};

export const updateParams = {
  ...details,
  amount: integer(1),
  currency: text(3),
  capture_method: captureMethod,
};

export const confirmParams = {
  ...confirmation,
  capture_method: captureMethod,
  client_secret: text(),
  payment_method: text(),
  receipt_email: clearable(text(800)),
  setup_future_usage: clearable(oneOf('off_session', 'on_session')),
};

export const captureParams = { amount_to_capture: integer(1), metadata };

export const cancelParams = {
  cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'),
};

export type DetailValues = Values<typeof details>;
export type ConfirmValues = Values<typeof confirmParams>;
