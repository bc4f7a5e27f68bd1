import { Module } from '@nestjs/common';
import { AvailableItems } from './application/decisions/available-items';
import { CurrentRules } from './application/decisions/current-rules';
import { DecideAvailability } from './application/decisions/decide-availability';
import { DecideForPurchase } from './application/decisions/decide-for-purchase';
import { ItemCache } from './application/decisions/item-cache';
import { FindLegalTender } from './application/markets/find-legal-tender';
import { PutItem } from './application/items/put-item';
import { SetItemFacts } from './application/items/set-item-facts';
import { ItemRepository } from './persistence/item-repository';
import { RegionEpoch } from './persistence/region-epoch';
import { CredentialRepository } from './persistence/rules/credential-repository';
import { DealRepository } from './persistence/rules/deal-repository';
import { OfferRepository } from './persistence/rules/offer-repository';
import { ProhibitionRepository } from './persistence/rules/prohibition-repository';
import { RequirementRepository } from './persistence/rules/requirement-repository';
import { RuleRowsReader } from './persistence/rules/rule-rows-reader';

const USE_CASES = [
  AvailableItems,
  DecideAvailability,
  DecideForPurchase,
  FindLegalTender,
  PutItem,
  SetItemFacts,
];

/** May item X be sold in market M at time T, why, and what would change it. */
@Module({
  providers: [
    ...USE_CASES,
    CurrentRules,
    ItemCache,
    ItemRepository,
    RegionEpoch,
    RuleRowsReader,
    CredentialRepository,
    DealRepository,
    OfferRepository,
    ProhibitionRepository,
    RequirementRepository,
  ],
  exports: USE_CASES,
})
export class RegionsModule {}
