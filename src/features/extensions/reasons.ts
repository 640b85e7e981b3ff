/** Why more time is given. The establishment is told the new date, never the reason. */
export const EXTENSION_REASONS = {
  inspection: 'Inspection at the time',
  site_closed: 'Site closed: fire, flood, strike or repairs',
  illness: 'Illness',
  bereavement: 'Bereavement or a serious incident',
  new_people: 'New headteacher or designated lead',
  technical: 'Technical trouble, or the link did not arrive',
  not_started: 'Not started, or not finished',
  asked: 'The establishment asked',
  other: 'Another reason',
} as const
export type ExtensionReason = keyof typeof EXTENSION_REASONS
export const REASON_CODES = Object.keys(EXTENSION_REASONS) as [ExtensionReason, ...ExtensionReason[]]

/** "Illness: the head is away"; another reason in its own words alone. A code that no longer exists is shown as it is stored. */
export function sayReason(code: string, more: string): string {
  const words = (EXTENSION_REASONS as Record<string, string>)[code] ?? code
  if (more === '') return words
  return code === 'other' ? more : `${words}: ${more}`
}
