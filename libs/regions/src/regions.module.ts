import { Global, Module } from '@nestjs/common';
import { DecideAsKnown } from './application/as-of/decide-as-known';
import { KnownAnswers } from './application/as-of/known-answers';
import { KnownWorlds } from './application/as-of/known-worlds';
import { ListEpochs } from './application/as-of/list-epochs';
import { ShowEpochs } from './application/as-of/show-epochs';
import { ReplayEpoch } from './application/as-of/replay-epoch';
import { ExportAvailability } from './application/bulk/export-availability';
import { ExportPlan } from './application/bulk/export-plan';
import { ImportPlan } from './application/bulk/import-plan';
import { SelectPlanEdits } from './application/bulk/select-plan-edits';
import { CHANGE_SET_PARTS, CHANGE_SET_USE_CASES } from './application/change-sets/providers';
import { ChangeCredentialStatus } from './application/credentials/change-credential-status';
import { DraftOwnCredential } from './application/credentials/publisher/draft-own-credential';
import { FindCredentialStates } from './application/credentials/publisher/find-credential-states';
import { FindHeldCredentials } from './application/credentials/publisher/find-held-credentials';
import { StateOwnCredential } from './application/credentials/publisher/state-own-credential';
import { AddCondition } from './application/credentials/conditions/add-condition';
import { ListConditions } from './application/credentials/conditions/list-conditions';
import { MeetCondition } from './application/credentials/conditions/meet-condition';
import { ListEvidence } from './application/credentials/evidence/list-evidence';
import { ReadEvidence } from './application/credentials/evidence/read-evidence';
import { SubmitOwnCredential } from './application/credentials/publisher/submit-own-credential';
import { UploadEvidence } from './application/credentials/evidence/upload-evidence';
import { RegisterEvidence } from './application/credentials/evidence/register-evidence';
import { WriteCredential } from './application/credentials/write-credential';
import { ListCredentials } from './application/credentials/list-credentials';
import { Superseded } from './application/credentials/superseded';
import { ListDeals } from './application/credentials/list-deals';
import { RecordCredential } from './application/credentials/record-credential';
import { RecordDeal } from './application/credentials/record-deal';
import { AmendDeal } from './application/deals/amend-deal';
import { RestateCredential } from './application/credentials/restate-credential';
import { RestateDeal } from './application/deals/restate-deal';
import { TerminateDeal } from './application/deals/terminate-deal';
import { DecideRequest } from './application/context/decide-request';
import { AssertTestable } from './application/testing/assert-testable';
import { AssertSelling } from './application/decisions/assert-selling';
import { CurrentRules } from './application/decisions/current-rules';
import { DecideAvailability } from './application/decisions/decide-availability';
import { DecideForPurchase } from './application/decisions/decide-for-purchase';
import { ItemCache } from './application/decisions/item-cache';
import { LiveAtlas } from './application/decisions/live-atlas';
import { NextAnswers } from './application/decisions/next-answers';
import { ViewMarket } from './application/decisions/view-market';
import { FindItemPublishers } from './application/items/find-item-publishers';
import { HandOverProducts } from './application/items/hand-over-products';
import { PutItem } from './application/items/put-item';
import { PutProducts } from './application/items/put-products';
import { SetItemFacts } from './application/items/set-item-facts';
import { AddGroupMember } from './application/market-groups/add-group-member';
import { CreateMarketGroup } from './application/market-groups/create-market-group';
import { EndGroupMember } from './application/market-groups/end-group-member';
import { LabelMarketGroup } from './application/market-groups/label-market-group';
import { AddMarket } from './application/markets/add-market';
import { RenameMarket } from './application/markets/rename-market';
import { SucceedMarket } from './application/markets/succeed-market';
import { TouchItem } from './application/items/touch-item';
import { ChangeMarketStatus } from './application/markets/change-market-status';
import { FindLegalTender } from './application/markets/find-legal-tender';
import { GetMarket } from './application/markets/get-market';
import { GetMarketGroup } from './application/markets/get-market-group';
import { GetRegionsVersion } from './application/markets/get-regions-version';
import { ListMarketGroups } from './application/markets/list-market-groups';
import { ListMarkets } from './application/markets/list-markets';
import { SeedRegions } from './application/markets/seed-regions';
import { GetMatrix } from './application/matrix/get-matrix';
import { ListAmbiguities } from './application/offers/list-ambiguities';
import { ListPlan } from './application/offers/list-plan';
import { RemovePlan } from './application/offers/remove-plan';
import { SetPlan } from './application/offers/set-plan';
import { FindProhibitionEnds } from './application/prohibitions/find-prohibition-ends';
import { IssueProhibition } from './application/prohibitions/issue-prohibition';
import { LiftProhibition } from './application/prohibitions/lift-prohibition';
import { ListProhibitions } from './application/prohibitions/list-prohibitions';
import { PullKillSwitch } from './application/prohibitions/pull-kill-switch';
import { ScanConditions } from './application/radar/scan-conditions';
import { ScanExpiries } from './application/radar/scan-expiries';
import { EndRequirement } from './application/requirements/end-requirement';
import { ListRequirements } from './application/requirements/list-requirements';
import { PutRequirement } from './application/requirements/put-requirement';
import { AcceptRisk } from './application/risks/accept-risk';
import { EndRiskAcceptance } from './application/risks/end-risk-acceptance';
import { ListRiskAcceptances } from './application/risks/list-risk-acceptances';
import { DescribeItemMarkets } from './application/territories/describe-item-markets';
import { GetTerritories } from './application/territories/get-territories';
import { ListSelections } from './application/territories/list-selections';
import { SelectManyTerritories } from './application/territories/select-many-territories';
import { SelectTerritories } from './application/territories/select-territories';
import { EpochList } from './persistence/as-of/epoch-list';
import { ItemHistory } from './persistence/as-of/item-history';
import { LapsingCredentials } from './persistence/as-of/lapsing-credentials';
import { ItemRepository } from './persistence/item-repository';
import { MarketGroupRepository } from './persistence/market-group-repository';
import { LocalChanges } from './persistence/local-changes';
import { MarketList } from './persistence/market-list';
import { MarketRepository } from './persistence/market-repository';
import { RegionEpoch } from './persistence/region-epoch';
import { ConditionRepository } from './persistence/rules/condition-repository';
import { CredentialRepository } from './persistence/rules/credential-repository';
import { DealRepository } from './persistence/rules/deal-repository';
import { EvidenceRepository } from './persistence/rules/evidence-repository';
import { OfferRepository } from './persistence/rules/offer-repository';
import { ProhibitionRepository } from './persistence/rules/prohibition-repository';
import { RequirementRepository } from './persistence/rules/requirement-repository';
import { RiskAcceptanceRepository } from './persistence/rules/risk-acceptance-repository';
import { RuleChangesReader } from './persistence/rules/rule-changes-reader';
import { RuleRowsReader } from './persistence/rules/rule-rows-reader';
import { ServedItems } from './persistence/served-items';

const USE_CASES = [
  ...CHANGE_SET_USE_CASES,
  AddGroupMember,
  CreateMarketGroup,
  EndGroupMember,
  LabelMarketGroup,
  AddMarket,
  RenameMarket,
  SucceedMarket,
  AcceptRisk,
  DraftOwnCredential,
  FindCredentialStates,
  FindHeldCredentials,
  StateOwnCredential,
  AddCondition,
  ListConditions,
  MeetCondition,
  ListEvidence,
  ReadEvidence,
  SubmitOwnCredential,
  UploadEvidence,
  AmendDeal,
  AssertSelling,
  AssertTestable,
  ChangeCredentialStatus,
  ChangeMarketStatus,
  DecideAsKnown,
  DecideAvailability,
  DecideForPurchase,
  DecideRequest,
  DescribeItemMarkets,
  EndRequirement,
  EndRiskAcceptance,
  ExportAvailability,
  ExportPlan,
  FindItemPublishers,
  FindLegalTender,
  GetMarket,
  GetMarketGroup,
  GetMatrix,
  GetRegionsVersion,
  GetTerritories,
  HandOverProducts,
  ImportPlan,
  FindProhibitionEnds,
  IssueProhibition,
  LiftProhibition,
  ListAmbiguities,
  ListCredentials,
  ListDeals,
  ListEpochs,
  ListMarketGroups,
  ListMarkets,
  ListPlan,
  ListProhibitions,
  ListRequirements,
  ListRiskAcceptances,
  PullKillSwitch,
  PutItem,
  PutProducts,
  PutRequirement,
  RecordCredential,
  RecordDeal,
  RemovePlan,
  ReplayEpoch,
  ShowEpochs,
  RestateCredential,
  RestateDeal,
  ScanConditions,
  ScanExpiries,
  SeedRegions,
  ListSelections,
  SelectManyTerritories,
  SelectPlanEdits,
  SelectTerritories,
  SetItemFacts,
  SetPlan,
  TerminateDeal,
  TouchItem,
  ViewMarket,
];

const PERSISTENCE = [
  ConditionRepository,
  CredentialRepository,
  DealRepository,
  EpochList,
  EvidenceRepository,
  ItemHistory,
  ItemRepository,
  LapsingCredentials,
  MarketGroupRepository,
  LocalChanges,
  MarketList,
  MarketRepository,
  OfferRepository,
  ProhibitionRepository,
  RegionEpoch,
  RequirementRepository,
  RiskAcceptanceRepository,
  RuleChangesReader,
  RuleRowsReader,
  ServedItems,
];

/** May item X be sold in market M at time T, why, and what would change it. Global: any face may call its use cases. */
@Global()
@Module({
  providers: [
    ...USE_CASES,
    ...PERSISTENCE,
    ...CHANGE_SET_PARTS,
    CurrentRules,
    ItemCache,
    LiveAtlas,
    NextAnswers,
    Superseded,
    KnownAnswers,
    KnownWorlds,
    RegisterEvidence,
    WriteCredential,
  ],
  exports: [...USE_CASES, LiveAtlas],
})
export class RegionsModule {}
