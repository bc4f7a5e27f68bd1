/** Whoever is named for a track, alone or in a group; an address that is both has two rows. */
export const ALL_TESTERS = `(
  SELECT t.app_id, t.track, t.email FROM track_tester t
  UNION ALL
  SELECT x.app_id, x.track, m.email FROM track_tester_group x JOIN tester_group_member m ON m.group_id = x.group_id)`;
