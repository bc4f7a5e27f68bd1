/** Who may read in the audit log what was done to a rule: a rule that is kept for the role `legal` stays so there, too. */
export function restrictedTo(
  ...rules: readonly ({ visibility?: string } | null | undefined)[]
): 'legal' | null {
  return rules.some((rule) => rule?.visibility === 'legal') ? 'legal' : null;
}
