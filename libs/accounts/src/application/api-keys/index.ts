import { ApiKeys } from '../../persistence/api-keys/api-keys';
import { AuthenticateApiKey } from './authenticate-api-key';
import { CreateApiKey } from './create-api-key';
import { ListApiKeys } from './list-api-keys';
import { RevokeApiKey } from './revoke-api-key';

export const API_KEY_USE_CASES = [CreateApiKey, ListApiKeys, RevokeApiKey];
export const API_KEY_PARTS = [AuthenticateApiKey, ApiKeys];

export { CreateApiKey, type CreateApiKeyCommand } from './create-api-key';
export { ListApiKeys } from './list-api-keys';
export { RevokeApiKey } from './revoke-api-key';
