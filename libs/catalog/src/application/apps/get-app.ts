import { Injectable } from '@nestjs/common';
import { AppRepository } from '../../persistence/apps/app-repository';
import { type AppView, viewApp } from './app-view';

/** One app. @throws DomainError `app-not-found`. */
@Injectable()
export class GetApp {
  constructor(private readonly apps: AppRepository) {}

  async execute(appId: string): Promise<AppView> {
    return viewApp(await this.apps.get(appId));
  }
}
