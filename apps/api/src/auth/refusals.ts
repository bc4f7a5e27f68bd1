import { DomainError } from '@portolan/platform';

export function personRequired(): DomainError {
  return new DomainError('forbidden', 'person-required', 'People do this themselves: sign in as one.');
}

export function notSignedIn(): DomainError {
  return new DomainError(
    'unauthenticated',
    'not-signed-in',
    'Send an access token: "Authorization: Bearer <token>".',
    {
      headers: { 'www-authenticate': 'Bearer realm="portolan"' },
    },
  );
}

export function roleRequired(roles: readonly string[]): DomainError {
  return new DomainError('forbidden', 'role-required', `This needs one of the roles: ${roles.join(', ')}.`);
}
