import { cancel } from './cancel';
import { capture } from './capture';
import { confirm } from './confirm';
import { create } from './create';
import { list, retrieve, search } from './lookup';
import { update } from './update';

export const paymentIntentEndpoints = [create, search, list, retrieve, update, confirm, capture, cancel];
