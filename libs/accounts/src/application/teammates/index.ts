import { FindTeammate } from './find-teammate';
import { ListTeammates } from './list-teammates';
import { RemoveTeammate } from './remove-teammate';
import { ReviseAccess } from './revise-access';

export { FindTeammate, ListTeammates, RemoveTeammate, ReviseAccess };
export type { TeammateAccess, TeammateView } from './teammate';
export const TEAMMATE_USE_CASES = [FindTeammate, ListTeammates, RemoveTeammate, ReviseAccess];
