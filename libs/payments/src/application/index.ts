import { AssertPayable } from './buyers/assert-payable';
import { DecideBuyer } from './buyers/decide-buyer';
import { FindMisfits } from './buyers/find-misfits';
import { AuthoriseDownload } from './library/authorise-download';
import { CountHolders } from './library/count-holders';
import { EntitlementOf } from './library/entitlement-of';
import { ListLibrary } from './library/list-library';
import { ConfirmPayment } from './orders/confirm-payment';
import { FindEarlierOrder } from './orders/find-earlier-order';
import { GetOrder } from './orders/get-order';
import { GrantOrder } from './orders/grant-order';
import { ListOrders } from './orders/list-orders';
import { PayOrder } from './orders/pay-order';
import { PlaceOrder } from './orders/place-order';
import { PriceBasket } from './prices/price-basket';
import { RecordOrder } from './orders/record-order';
import { RecordPayment } from './orders/record-payment';
import { ReturnPayment } from './orders/return-payment';
import { StartPayment } from './orders/start-payment';
import { GetPrices } from './prices/get-prices';
import { PricesInForce } from './prices/prices-in-force';
import { PricesInMarket } from './prices/prices-in-market';
import { RemovePrice } from './prices/remove-price';
import { RequireItem } from './prices/require-item';
import { SetPrices } from './prices/set-prices';
import { ConvertPrice } from './rates/convert-price';
import { ListRates } from './rates/list-rates';
import { SetRates } from './rates/set-rates';
import { RefundOrder } from './refunds/refund-order';
import { ReserveRefund } from './refunds/reserve-refund';
import { SendRefund } from './refunds/send-refund';
import { SendRefundJob } from './refunds/send-refund-job';
import { SettleRefund } from './refunds/settle-refund';
import { SumSales } from './sales/sum-sales';
import { ReconcileOrder } from './sweep/reconcile-order';
import { SweepPayments } from './sweep/sweep-payments';
import { ProcessEvent } from './webhooks/process-event';
import { ProcessEventJob } from './webhooks/process-event-job';
import { ReceiveStripeEvent } from './webhooks/receive-stripe-event';
import { StoreEvent } from './webhooks/store-event';

/** What the faces call. */
export const USE_CASES = [
  AuthoriseDownload,
  ConvertPrice,
  CountHolders,
  EntitlementOf,
  GetOrder,
  GetPrices,
  ListLibrary,
  ListOrders,
  ListRates,
  PayOrder,
  PlaceOrder,
  PricesInMarket,
  ReceiveStripeEvent,
  ReconcileOrder,
  RefundOrder,
  RemovePrice,
  SetPrices,
  SetRates,
  SumSales,
];

/** What use cases and jobs are made of. */
export const STEPS = [
  AssertPayable,
  ConfirmPayment,
  DecideBuyer,
  FindEarlierOrder,
  FindMisfits,
  GrantOrder,
  PriceBasket,
  PricesInForce,
  ProcessEvent,
  ProcessEventJob,
  RecordOrder,
  RecordPayment,
  RequireItem,
  ReserveRefund,
  ReturnPayment,
  SendRefund,
  SendRefundJob,
  SettleRefund,
  StartPayment,
  StoreEvent,
  SweepPayments,
];
