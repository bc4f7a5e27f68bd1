/** What a newcomer needs next. Kept beside the demo seed's facts: see apps/api/src/demo. */
export function banner(
  apiUrl: string,
  details: { database: string; stripe: string; mail: string; demo: boolean },
): string {
  const accounts = details.demo
    ? `
  Demo accounts (password of all: portolan-demo)
    ${pad('dev@aurora.example')} publisher, owner of "Aurora Apps"
    ${pad('dev@harbour.example')} publisher, owner of "Harbour Games"
    ${pad('review@portolan.example')} staff: reviews releases
    ${pad('markets@portolan.example')} staff: proposes what opens, closes, pulls the kill switch
    ${pad('approve@portolan.example')} staff: approves what opens
    ${pad('legal@portolan.example')} staff: approves that prohibitions are lifted
    ${pad('admin@portolan.example')} staff: administrator
    ${pad('anna@example.com')} consumer in DE
    ${pad('bob@example.com')} consumer in US
`
    : '';
  return `
Portolan is ready.

  API         ${apiUrl}/v1
  Reference   ${apiUrl}/docs        (OpenAPI: ${apiUrl}/openapi.json)
  Health      ${apiUrl}/health/ready
  Database    ${details.database}
  Stripe      ${details.stripe}
  Mail        ${details.mail}
${accounts}
  Try
    curl -s '${apiUrl}/v1/storefront/DE/apps?limit=3'
    curl -s '${apiUrl}/v1/storefront/DE/devices'
    curl -s '${apiUrl}/v1/availability?device=mi-6&market=DE&action=acquire'

  Ctrl-C stops everything.
`;
}

function pad(email: string): string {
  return email.padEnd(26);
}
