import { Module } from '@nestjs/common';
import { BulkAvailabilityController } from './bulk/bulk-availability.controller';
import { BulkPlanController } from './bulk/bulk-plan.controller';
import { PlanFiles } from './bulk/plan-files';
import { ChangeSetsController } from './change-sets/change-sets.controller';
import { SimulationsController } from './change-sets/simulations.controller';
import { ChangeSetViews } from './change-sets/views';
import { ChangeSetStepsController } from './change-sets/steps.controller';
import { CredentialsController } from './credentials.controller';
import { DealsController } from './deals.controller';
import { DeviceTerritoriesController } from './device-territories.controller';
import { AmbiguitiesController } from './insight/ambiguities.controller';
import { EpochsController } from './insight/epochs.controller';
import { ExpiryRadarController } from './insight/expiry-radar.controller';
import { MatrixController } from './insight/matrix.controller';
import { KillSwitchController } from './kill-switch.controller';
import { MarketGroupsController } from './places/market-groups.controller';
import { PlacesController } from './places/places.controller';
import { MarketsController } from './markets.controller';
import { OffersController } from './offers.controller';
import { ConditionsController } from './papers/conditions.controller';
import { EvidenceController } from './papers/evidence.controller';
import { RiskAcceptancesController } from './papers/risk-acceptances.controller';
import { ProhibitionsController } from './prohibitions.controller';
import { RequirementsController } from './requirements.controller';

/** What staff say about where things may be sold. */
@Module({
  controllers: [
    MarketsController,
    MarketGroupsController,
    PlacesController,
    ProhibitionsController,
    KillSwitchController,
    RequirementsController,
    CredentialsController,
    DealsController,
    ConditionsController,
    EvidenceController,
    RiskAcceptancesController,
    AmbiguitiesController,
    OffersController,
    DeviceTerritoriesController,
    ChangeSetsController,
    ChangeSetStepsController,
    SimulationsController,
    EpochsController,
    ExpiryRadarController,
    MatrixController,
    BulkPlanController,
    BulkAvailabilityController,
  ],
  providers: [ChangeSetViews, PlanFiles],
})
export class RegionsOperationsModule {}
